using System.Net;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tests.Hosts.Web;

/// <summary>The lists of records as a browser without script uses them: views, filters, order, who sees what.</summary>
internal sealed class ListTests : RecordPages
{
    [OneTimeSetUp]
    public async Task DefineAsync()
    {
        await DefineAsync("region", CustomFieldKind.Choice, "North", "South");
        await DefineAsync("seats", CustomFieldKind.Number);
        await DefineAsync("renewal", CustomFieldKind.Date);
        await DefineAsync("newsletter", CustomFieldKind.Boolean);
        await DefineAsync("nickname", CustomFieldKind.Text);
    }

    [Test]
    public async Task A_view_is_saved_opened_changed_and_deleted_and_that_is_undone()
    {
        await LeadAsync("Viewed");
        var list = "/records/lead?status=open&sort=Newest";

        var saved = await SendAsync(Server.Client, list, "view", ("name", "Fresh"), ("action", "new"));
        var page = await GetAsync(saved);
        Assert.That(saved, Does.Contain("status=open").And.Contain("sort=Newest").And.Contain("view="));
        Assert.That(page, Does.Contain("The view “Fresh” is saved.").And.Contain("aria-current=\"page\">Fresh</a>").And.Contain("Viewed"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Fresh</a>"));
        Assert.That(await GetAsync("/records/contact"), Does.Not.Contain(">Fresh</a>"), "a view is of one type of record");

        var view = QueryOf(saved)["view"].ToString();
        var other = $"/records/lead?status=disqualified&view={view}";
        Assert.That(await GetAsync(other), Does.Contain("“Fresh” with other filters"));
        var renamed = await SendAsync(Server.Client, other, "view", ("name", "Lost"), ("revision", "1"), ("action", "save"));
        Assert.That(renamed, Does.Contain("status=disqualified").And.Contain($"view={view}"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Lost</a>").And.Not.Contain(">Fresh</a>"));

        var deleted = await SendAsync(Server.Client, renamed, "view", ("name", "Lost"), ("action", "delete"));
        Assert.That(await GetAsync(deleted), Does.Contain("The view “Lost” is deleted.").And.Not.Contain(">Lost</a>"));
        var restored = await SendAsync(Server.Client, deleted, "restore-view", ("name", "Lost"));
        Assert.That(restored, Does.Contain("status=disqualified"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Lost</a>"));
    }

    [Test]
    public async Task A_view_is_replaced_only_by_who_says_so_and_by_nobody_who_saw_another()
    {
        await SendAsync(Server.Client, "/records/deal?untouched=30", "view", ("name", "Quiet"), ("action", "new"));

        using var taken = await PostAsync(Server.Client, "/records/deal?untouched=60", "view", ("name", "Quiet"), ("action", "new"));
        Assert.That(
            await TextOf(taken),
            Does.Contain("You have a view of this name.").And.Contain("value=\"replace\"").And.Contain("<details class=\"view-menu\" open")
        );
        Assert.That((await ViewAsync("Quiet")).List.UntouchedForDays, Is.EqualTo(30));

        var replaced = await SendAsync(Server.Client, "/records/deal?untouched=60", "view", ("name", "Quiet"), ("action", "replace"));
        Assert.That((await ViewAsync("Quiet")).List.UntouchedForDays, Is.EqualTo(60));

        using var stale = await PostAsync(Server.Client, replaced, "view", ("name", "Quieter"), ("revision", "1"), ("action", "save"));
        Assert.That(await TextOf(stale), Does.Contain("Somebody else changed this meanwhile."));
        using var nameless = await PostAsync(Server.Client, "/records/deal?untouched=60", "view", ("name", " "), ("action", "new"));
        Assert.That(await TextOf(nameless), Does.Contain("id=\"view-name-wrong\""));
    }

    [Test]
    public async Task A_view_is_nobody_elses()
    {
        await SendAsync(Server.Client, "/records/company?untouched=7", "view", ("name", "Mine alone"), ("action", "new"));
        var address = $"/records/company?untouched=7&view={(await ViewAsync("Mine alone")).Id}";

        Assert.That(await GetAsync(address, Reps), Does.Not.Contain("Mine alone"));
        using var refused = await PostAsync(Reps, address, "view", ("name", "x"), ("action", "delete"));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await ViewAsync("Mine alone")).Name, Is.EqualTo("Mine alone"));
    }

    [Test]
    public async Task A_view_with_several_owners_and_stages_stays_what_it_is_as_one_filters_on()
    {
        var ada = (await Server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members.First(member => member.Id != Rep.Id);
        var address = $"/records/deal?owner={ada.Id},{Rep.Id}&stage=prospecting,won&untouched=5";

        var saved = await SendAsync(Server.Client, address, "view", ("name", "Several"), ("action", "new"));

        var view = await ViewAsync("Several");
        Assert.That(view.List.Owners, Is.EquivalentTo(new[] { ada.Id, Rep.Id }));
        Assert.That(view.List.Stages, Is.EquivalentTo(new[] { "prospecting", "won" }));
        var page = await GetAsync(saved);
        Assert.That(page, Does.Not.Contain("with other filters"));
        Assert.That(page, Does.Contain($"{QueryOf(saved)["owner"]}\" selected").And.Contain($"{QueryOf(saved)["stage"]}\" selected"));
    }

    [TestCase("field.region=north", "Region")]
    [TestCase("field.seats=12.50", "Seats")]
    [TestCase("field.renewal=2027-01-31", "Renewal")]
    [TestCase("field.newsletter=true", "Newsletter")]
    [TestCase("field.nickname=LENI", "Nickname")]
    public async Task A_list_is_filtered_by_a_custom_field_and_the_filter_taken_out(string filter, string label)
    {
        var (with, without) = ($"With {label}", $"Without {label}");
        await ContactAsync(
            with,
            custom: new()
            {
                ["region"] = "North",
                ["seats"] = 12.5m,
                ["renewal"] = new DateOnly(2027, 1, 31),
                ["newsletter"] = true,
                ["nickname"] = "Leni",
            }
        );
        await ContactAsync(without, custom: new() { ["region"] = "South", ["newsletter"] = false });

        var page = await GetAsync($"/records/contact?search={label}&{filter}");

        Assert.That(page, Does.Contain(with).And.Not.Contain(without));
        Assert.That(page, Does.Contain($"aria-label=\"Remove {label} ").And.Contain($"href=\"/records/contact?search={label}\""));
        Assert.That(page, Does.Contain("Clear all").And.Contain("<details class=\"filter-more\" open"));
    }

    [Test]
    public async Task A_list_is_sorted_by_a_custom_field_and_those_without_it_come_last()
    {
        foreach (var (name, seats) in new (string, decimal?)[] { ("Sorted A", 300), ("Sorted B", null), ("Sorted C", 20) })
            await ContactAsync(name, custom: seats is { } number ? new() { ["seats"] = number } : []);

        var page = await GetAsync("/records/contact?search=Sorted&sort=field.seats");

        var places = new[] { "Sorted C", "Sorted A", "Sorted B" }.Select(name => page.IndexOf($"class=\"name\">{name}", StringComparison.Ordinal)).ToList();
        Assert.That(places, Has.All.GreaterThan(0));
        Assert.That(places, Is.Ordered);
    }

    [TestCase("field.seats=many", "A number is expected")]
    [TestCase("field.nothing=1", "Lists are filtered and sorted by indexed fields only")]
    [TestCase("sort=field.nothing", "Lists are filtered and sorted by indexed fields only")]
    public async Task A_filter_by_a_field_that_cannot_be_says_why_and_can_be_taken_out(string filter, string why)
    {
        var page = await GetAsync($"/records/contact?{filter}");

        Assert.That(page, Does.Contain("These filters cannot be applied.").And.Contain(why).And.Contain("Clear all"));
        Assert.That(page, Does.Not.Contain("name=\"record\""), "nothing is shown as though it were filtered");
    }

    [Test]
    public async Task A_company_leads_to_its_contacts_and_deals()
    {
        var company = await Server.CompanyAsync("Filtered Works");
        await Server.ContactAsync("Inside", "inside@filtered.example", company);
        await Server.ContactAsync("Outside", "outside@filtered.example");
        await Server.Use<CreateDeal>().ExecuteAsync(WebServer.Caller, new DealInput { Name = "Their deal", Company = company.Id }, default);
        var page = await GetAsync($"/records/company/{company.Id}");
        var (contacts, deals) = ($"/records/contact?company={company.Id}", $"/records/deal?company={company.Id}");

        Assert.That(page, Does.Contain($"href=\"{contacts}\"").And.Contain($"href=\"{deals}\""));
        Assert.That(await GetAsync(contacts), Does.Contain("Grace Inside").And.Not.Contain("Grace Outside").And.Contain("Remove Company Filtered Works"));
        Assert.That(await GetAsync(deals), Does.Contain("Their deal"));
    }

    [Test]
    public async Task A_rep_sees_and_exports_only_the_reps_own()
    {
        var company = await Server.CompanyAsync("Shared Works");
        await ContactAsync("Right Mine", Rep.Id, company);
        await ContactAsync("Right Theirs", await AdministratorAsync(), company);

        foreach (var query in new[] { "", "search=Right", $"company={company.Id}", $"owner={await AdministratorAsync()}", "sort=field.seats", "untouched=1" })
        {
            var (page, csv) = (await GetAsync($"/records/contact?{query}", Reps), await GetAsync($"/records/contact/export?{query}", Reps));
            Assert.That(page + csv, Does.Not.Contain("Right Theirs"), query);
        }
        Assert.That(await GetAsync("/records/contact?search=Right", Reps), Does.Contain("Right Mine"));
        Assert.That(await GetAsync("/records/contact/export?search=Right", Reps), Does.Contain("Right Mine"));
        Assert.That(await GetAsync("/records/contact/export?search=Right"), Does.Contain("Right Mine").And.Contain("Right Theirs"));
    }

    [TestCase("/records/company/enroll?record=01990000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/records/contact/enroll?record=01990000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/records/contact/enroll?record=x", HttpStatusCode.BadRequest)]
    [TestCase("/records/contact/enroll", HttpStatusCode.BadRequest)]
    [TestCase("/records/contact?owner=x", HttpStatusCode.BadRequest)]
    [TestCase("/records/contact?company=x", HttpStatusCode.BadRequest)]
    [TestCase("/records/lead?status=open,x", HttpStatusCode.BadRequest)]
    [TestCase("/records/contact?colour=red", HttpStatusCode.BadRequest)]
    public async Task An_address_that_means_nothing_is_refused(string address, HttpStatusCode status)
    {
        using var response = await Server.Client.OpenAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    private Task<DefinitionResult> DefineAsync(string key, CustomFieldKind kind, params string[] values) =>
        Server
            .Use<DefineCustomField>()
            .ExecuteAsync(
                WebServer.Caller,
                new DefineCustomFieldInput(RecordType.Contact, key, char.ToUpperInvariant(key[0]) + key[1..], kind)
                {
                    AllowedValues = values,
                    IsIndexed = true,
                },
                default
            );

    private async Task LeadAsync(string name) => await Server.Use<CreateLead>().ExecuteAsync(WebServer.Caller, new LeadInput { LastName = name }, default);

    private async Task<SavedViewView> ViewAsync(string name)
    {
        var administrator = WebServer.Caller with { Actor = Actor.Member(await AdministratorAsync()) };
        return (await Server.Use<ListViews>().ExecuteAsync(administrator, new NoInput(), default)).Single(view => view.Name == name);
    }
}
