using System.Net;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tests.Hosts.Web;

/// <summary>The lists of records as a browser without script uses them: views, filters, several at once, duplicates.</summary>
internal sealed class ListTests
{
    private const string Mails = """
        sequence: Spring mails
        key: spring-mails
        for: [contact]
        reenroll: once
        steps:
          - { key: hello, step: task, subject: "Say hello" }
        """;

    private WebServer server = null!;
    private MemberView rep = null!;
    private HttpClient reps = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync();
        reps = server.NewClient();
        rep = await server.SignInAsync(reps, MemberRole.Rep);
        await server.Use<PublishSequence>().ExecuteAsync(WebServer.Caller, new SequenceInput { Yaml = Mails }, default);
        await DefineAsync("region", CustomFieldKind.Choice, "North", "South");
        await DefineAsync("seats", CustomFieldKind.Number);
        await DefineAsync("renewal", CustomFieldKind.Date);
        await DefineAsync("newsletter", CustomFieldKind.Boolean);
        await DefineAsync("nickname", CustomFieldKind.Text);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        reps.Dispose();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_view_is_saved_opened_changed_and_deleted_and_that_is_undone()
    {
        await LeadAsync("Viewed");
        var list = "/records/lead?status=open&sort=Newest";

        var saved = await SendAsync(server.Client, list, "view", ("name", "Fresh"), ("action", "new"));
        var page = await GetAsync(saved);
        Assert.That(saved, Does.Contain("status=open").And.Contain("sort=Newest").And.Contain("view="));
        Assert.That(page, Does.Contain("The view “Fresh” is saved.").And.Contain("aria-current=\"page\">Fresh</a>").And.Contain("Viewed"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Fresh</a>"));
        Assert.That(await GetAsync("/records/contact"), Does.Not.Contain(">Fresh</a>"), "a view is of one type of record");

        var view = QueryOf(saved)["view"].ToString();
        var other = $"/records/lead?status=disqualified&view={view}";
        Assert.That(await GetAsync(other), Does.Contain("“Fresh” with other filters"));
        var renamed = await SendAsync(server.Client, other, "view", ("name", "Lost"), ("revision", "1"), ("action", "save"));
        Assert.That(renamed, Does.Contain("status=disqualified").And.Contain($"view={view}"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Lost</a>").And.Not.Contain(">Fresh</a>"));

        var deleted = await SendAsync(server.Client, renamed, "view", ("name", "Lost"), ("action", "delete"));
        Assert.That(await GetAsync(deleted), Does.Contain("The view “Lost” is deleted.").And.Not.Contain(">Lost</a>"));
        var restored = await SendAsync(server.Client, deleted, "restore-view", ("name", "Lost"));
        Assert.That(restored, Does.Contain("status=disqualified"));
        Assert.That(await GetAsync("/records/lead"), Does.Contain(">Lost</a>"));
    }

    [Test]
    public async Task A_view_is_replaced_only_by_who_says_so_and_by_nobody_who_saw_another()
    {
        await SendAsync(server.Client, "/records/deal?untouched=30", "view", ("name", "Quiet"), ("action", "new"));

        using var taken = await PostAsync(server.Client, "/records/deal?untouched=60", "view", ("name", "Quiet"), ("action", "new"));
        Assert.That(
            await TextOf(taken),
            Does.Contain("You have a view of this name.").And.Contain("value=\"replace\"").And.Contain("<details class=\"view-menu\" open")
        );
        Assert.That((await ViewAsync("Quiet")).List.UntouchedForDays, Is.EqualTo(30));

        var replaced = await SendAsync(server.Client, "/records/deal?untouched=60", "view", ("name", "Quiet"), ("action", "replace"));
        Assert.That((await ViewAsync("Quiet")).List.UntouchedForDays, Is.EqualTo(60));

        using var stale = await PostAsync(server.Client, replaced, "view", ("name", "Quieter"), ("revision", "1"), ("action", "save"));
        Assert.That(await TextOf(stale), Does.Contain("Somebody else changed this meanwhile."));
        using var nameless = await PostAsync(server.Client, "/records/deal?untouched=60", "view", ("name", " "), ("action", "new"));
        Assert.That(await TextOf(nameless), Does.Contain("id=\"view-name-wrong\""));
    }

    [Test]
    public async Task A_view_is_nobody_elses()
    {
        await SendAsync(server.Client, "/records/company?untouched=7", "view", ("name", "Mine alone"), ("action", "new"));
        var address = $"/records/company?untouched=7&view={(await ViewAsync("Mine alone")).Id}";

        Assert.That(await GetAsync(address, reps), Does.Not.Contain("Mine alone"));
        using var refused = await PostAsync(reps, address, "view", ("name", "x"), ("action", "delete"));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await ViewAsync("Mine alone")).Name, Is.EqualTo("Mine alone"));
    }

    [Test]
    public async Task A_view_with_several_owners_and_stages_stays_what_it_is_as_one_filters_on()
    {
        var ada = (await server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members.First(member => member.Id != rep.Id);
        var address = $"/records/deal?owner={ada.Id},{rep.Id}&stage=prospecting,won&untouched=5";

        var saved = await SendAsync(server.Client, address, "view", ("name", "Several"), ("action", "new"));

        var view = await ViewAsync("Several");
        Assert.That(view.List.Owners, Is.EquivalentTo(new[] { ada.Id, rep.Id }));
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
        var company = await server.CompanyAsync("Filtered Works");
        await server.ContactAsync("Inside", "inside@filtered.example", company);
        await server.ContactAsync("Outside", "outside@filtered.example");
        await server.Use<CreateDeal>().ExecuteAsync(WebServer.Caller, new DealInput { Name = "Their deal", Company = company.Id }, default);
        var page = await GetAsync($"/records/company/{company.Id}");
        var (contacts, deals) = ($"/records/contact?company={company.Id}", $"/records/deal?company={company.Id}");

        Assert.That(page, Does.Contain($"href=\"{contacts}\"").And.Contain($"href=\"{deals}\""));
        Assert.That(await GetAsync(contacts), Does.Contain("Grace Inside").And.Not.Contain("Grace Outside").And.Contain("Remove Company Filtered Works"));
        Assert.That(await GetAsync(deals), Does.Contain("Their deal"));
    }

    [Test]
    public async Task A_rep_sees_and_exports_only_the_reps_own()
    {
        var company = await server.CompanyAsync("Shared Works");
        await ContactAsync("Right Mine", rep.Id, company);
        await ContactAsync("Right Theirs", await AdministratorAsync(), company);

        foreach (var query in new[] { "", "search=Right", $"company={company.Id}", $"owner={await AdministratorAsync()}", "sort=field.seats", "untouched=1" })
        {
            var (page, csv) = (await GetAsync($"/records/contact?{query}", reps), await GetAsync($"/records/contact/export?{query}", reps));
            Assert.That(page + csv, Does.Not.Contain("Right Theirs"), query);
        }
        Assert.That(await GetAsync("/records/contact?search=Right", reps), Does.Contain("Right Mine"));
        Assert.That(await GetAsync("/records/contact/export?search=Right", reps), Does.Contain("Right Mine"));
        Assert.That(await GetAsync("/records/contact/export?search=Right"), Does.Contain("Right Mine").And.Contain("Right Theirs"));
    }

    [Test]
    public async Task What_is_refused_of_several_is_named_and_the_rest_can_be_undone()
    {
        var (mine, theirs) = (await ContactAsync("Bulk Mine", rep.Id), await ContactAsync("Bulk Theirs", await AdministratorAsync()));

        using var answer = await PostAsync(reps, "/records/contact", "bulk", ("action", "delete"), ("record", mine.ToString()), ("record", theirs.ToString()));
        var page = await TextOf(answer);

        Assert.That(page, Does.Contain("Not changed:").And.Contain($"/records/contact/{theirs.Id}").And.Not.Contain("Bulk Theirs"));
        Assert.That(page, Does.Contain("1 changed.").And.Contain("name=\"batch\""));
        Assert.That(await GetAsync("/records/contact?search=Bulk"), Does.Contain("Bulk Theirs").And.Not.Contain("Bulk Mine"));
        var batch = page[(page.IndexOf("name=\"batch\" value=\"", StringComparison.Ordinal) + 20)..][..36];
        var undone = await SendAsync(reps, "/records/contact", "undo", ("batch", batch));
        Assert.That(await GetAsync(undone, reps), Does.Contain("Undone: 1 changed back.").And.Contain("Bulk Mine"));
    }

    [Test]
    public async Task All_that_match_are_given_away_at_once_whatever_page_is_shown_and_taken_back()
    {
        const string Everyone = "/records/contact?search=Everyone";
        for (var number = 0; number < 55; number++)
            await ContactAsync($"Everyone {number:D2}");
        var other = await ContactAsync("Someone else");
        Assert.That(await GetAsync(Everyone), Does.Contain("All that match the filters, on all pages (1000 at most)"));
        Assert.That(await GetAsync("/records/contact?search=Someone+else"), Does.Not.Contain("All that match"), "the page shows all");

        var given = await SendAsync(server.Client, Everyone, "bulk", ("action", "assign"), ("owner", rep.Id.ToString()), ("all", "true"));

        Assert.That(await GetAsync(given), Does.Contain("55 changed."));
        Assert.That(await OwnedAsync(), Is.EqualTo(55));
        Assert.That((await server.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(other), default)).Owner, Is.Null);
        var batch = QueryOf(given)["batch"].ToString();
        Assert.That(await GetAsync(await SendAsync(server.Client, Everyone, "undo", ("batch", batch))), Does.Contain("Undone: 55 changed back."));
        Assert.That(await OwnedAsync(), Is.Zero);
        using var enrolled = await PostAsync(server.Client, Everyone, "bulk", ("action", "enroll"), ("all", "true"));
        Assert.That(await TextOf(enrolled), Does.Contain("Only what is chosen on this page can be enrolled at once."));

        async Task<int> OwnedAsync()
        {
            var input = new ListRecordsInput(RecordType.Contact)
            {
                Search = "Everyone",
                Owner = rep.Id,
                Page = new Stores.PageRequest(200),
            };
            return (await server.Use<ListRecords>().ExecuteAsync(WebServer.Caller, input, default)).Rows.Count;
        }
    }

    [Test]
    public async Task Nothing_is_given_to_who_has_left_and_what_was_theirs_is_found()
    {
        var gerda = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Gerda Gone", "gerda@northwind.example"), default);
        await ContactAsync("Left behind", gerda.Id);
        await server.Use<DeactivateMember>().ExecuteAsync(WebServer.Caller, new DeactivateMemberInput(gerda.Id), default);

        var list = await GetAsync("/records/contact?search=Left+behind");

        Assert.That(SelectOf(list, "bulk-owner"), Does.Contain(rep.Name).And.Not.Contain("Gerda Gone"));
        Assert.That(SelectOf(list, "owner"), Does.Match("No longer active\"[^<]*>\\s*<option[^>]*>Gerda Gone"));
        Assert.That(SelectOf(await GetAsync("/records/contact/new"), "owner"), Does.Contain(rep.Name).And.Not.Contain("Gerda Gone"));
        var view = await server.Use<Installation.GetSettings>().ExecuteAsync(WebServer.Caller, new NoInput(), default);
        var settings = new DisplaySettings(NodaTime.DateTimeZone.Utc, default, new Dictionary<string, Installation.PipelineView>(), view.Members, view.Outcomes)
        {
            InactiveMembers = view.InactiveMembers,
        };
        Assert.That(settings.Choosable().Select(one => one.Member), Has.None.EqualTo(gerda.Id));
        Assert.That(settings.Choosable(gerda.Id).Select(one => one.Member), Has.One.EqualTo(gerda.Id), "whose it is stays chosen");

        static string SelectOf(string page, string id)
        {
            var from = page.IndexOf($"<select id=\"{id}\"", StringComparison.Ordinal);
            return page[from..page.IndexOf("</select>", from, StringComparison.Ordinal)];
        }
    }

    [Test]
    public async Task Nobody_is_given_records_by_a_key_that_was_pressed_too_often()
    {
        var contact = await ContactAsync("Kept by me", rep.Id);

        using var answer = await PostAsync(reps, "/records/contact?search=Kept", "bulk", ("action", "assign"), ("owner", ""), ("record", contact.ToString()));

        Assert.That(await TextOf(answer), Does.Contain("Choose the new owner.").And.Match($"value=\"{contact}\"[^>]*checked"));
        var after = await server.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(contact), default);
        Assert.That(after.Owner, Is.EqualTo(rep.Id));
    }

    [Test]
    public async Task The_owner_that_was_chosen_stays_chosen_where_it_was_refused()
    {
        using var answer = await PostAsync(reps, "/records/contact", "bulk", ("action", "assign"), ("owner", rep.Id.ToString()));

        Assert.That(await TextOf(answer), Does.Contain("Choose at least one.").And.Match($"<option value=\"{rep.Id}\" selected"));
    }

    [Test]
    public async Task A_new_record_takes_the_fields_that_the_tenant_defined_and_says_at_the_field_what_is_wrong()
    {
        var (type, define) = (RecordType.Company, server.Use<DefineCustomField>());
        await define.ExecuteAsync(WebServer.Caller, new DefineCustomFieldInput(type, "berths", "Berths", CustomFieldKind.Number), default);
        await define.ExecuteAsync(WebServer.Caller, new DefineCustomFieldInput(type, "tidal", "Tidal", CustomFieldKind.Boolean), default);
        (string, string)[] fields = [("name", "Harbour Works"), ("field.tidal", "true")];

        using var refused = await PostAsync(server.Client, "/records/company/new", "new-record", [.. fields, ("field.berths", "many")]);
        var page = await TextOf(refused);
        var made = await SendAsync(server.Client, "/records/company/new", "new-record", [.. fields, ("field.berths", "120")]);

        Assert.That(page, Does.Contain("id=\"field.berths-wrong\"").And.Match("name=\"field.berths\"[^>]*value=\"many\"").And.Match("value=\"true\" selected"));
        var record = await server
            .Use<GetRecord>()
            .ExecuteAsync(WebServer.Caller, new GetRecordInput(new RecordRef(type, new(Guid.Parse(made[^36..])))), default);
        Assert.That(
            (record.Fields["berths"], record.Fields["tidal"]),
            Is.EqualTo(((FieldValue)new FieldValue.Number(120), (FieldValue)new FieldValue.Boolean(true)))
        );
    }

    [Test]
    public async Task Who_creates_a_record_is_warned_of_those_that_may_be_the_same_and_may_create_it_anyway()
    {
        var known = await ContactAsync("Dora Double", await AdministratorAsync(), email: "dora@double.example");
        (string, string)[] fields = [("first_name", "Dora"), ("last_name", "Double"), ("email", "DORA@double.example")];

        using var warned = await PostAsync(server.Client, "/records/contact/new", "new-record", fields);
        var page = await TextOf(warned);
        Assert.That(page, Does.Contain("This may be there already").And.Contain($"/records/contact/{known.Id}").And.Contain("same email address, same name"));
        Assert.That(page, Does.Contain("value=\"Dora\""), "what was typed stays");
        Assert.That(await CountAsync("Dora Double"), Is.EqualTo(1));

        using var other = await PostAsync(server.Client, "/records/contact/new", "new-record", [.. fields, ("anyway", Guid.NewGuid().ToString())]);
        Assert.That(await TextOf(other), Does.Contain("This may be there already"), "others than were seen");
        var made = await SendAsync(server.Client, "/records/contact/new", "new-record", [.. fields, ("anyway", known.Id.ToString())]);
        Assert.That(made, Does.StartWith("/records/contact/"));
        Assert.That(await CountAsync("Dora Double"), Is.EqualTo(2));
    }

    [Test]
    public async Task Nobody_learns_by_the_warning_of_records_out_of_sight()
    {
        await ContactAsync("Sly Secret", await AdministratorAsync(), email: "sly@secret.example");

        var made = await SendAsync(
            reps,
            "/records/contact/new",
            "new-record",
            ("last_name", "Sly Secret"),
            ("email", "sly@secret.example"),
            ("owner", rep.Id.ToString())
        );

        Assert.That(made, Does.StartWith("/records/contact/"));
    }

    [Test]
    public async Task Who_creates_a_record_owns_it_unless_another_is_named()
    {
        Assert.That(await GetAsync("/records/lead/new", reps), Does.Contain($"value=\"{rep.Id}\" selected"));

        var nobodys = await SendAsync(reps, "/records/lead/new", "new-record", ("last_name", "Nobody's lead"), ("owner", ""));

        var made = await server.Use<FindRecord>().ExecuteAsync(WebServer.Caller, new ResolveRecordInput($"lead:{nobodys.Split('/')[^1]}"), default);
        Assert.That(made.Owner, Is.Null);
    }

    [Test]
    public async Task Chosen_records_are_enrolled_and_the_refused_are_named_with_the_reasons()
    {
        var (first, second) = (await ContactAsync("Enrol One"), await ContactAsync("Enrol Two"));
        await server.Use<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput("spring-mails", [second]), default);

        var choice = await SendAsync(
            server.Client,
            "/records/contact?search=Enrol",
            "bulk",
            ("action", "enroll"),
            ("record", first.ToString()),
            ("record", second.ToString())
        );
        Assert.That(await GetAsync(choice), Does.Contain("Enrol One").And.Contain("Enrol Two").And.Contain("Spring mails"));
        using var answer = await PostAsync(server.Client, choice, "enroll", ("sequence", "spring-mails"));
        var page = await TextOf(answer);

        Assert.That(page, Does.Contain("1 of 2 were enrolled in Spring mails."));
        Assert.That(page, Does.Contain($"/records/contact/{second.Id}").And.Contain("it enrolls each person only once."));
        Assert.That(page, Does.Match("Enrol One</a>\\s*<a class=\"about\" href=\"/enrollments/"));
        Assert.That(page, Does.Contain("href=\"/records/contact?search=Enrol\""), "back to where one was");
        using var none = await PostAsync(server.Client, choice, "enroll");
        Assert.That(await TextOf(none), Does.Contain("Choose a sequence."));
    }

    [Test]
    public async Task The_reasons_are_told_in_German_too()
    {
        var contact = await ContactAsync("Deutsch Doppelt");
        await server.Use<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput("spring-mails", [contact]), default);
        using var german = server.NewClient();
        german.DefaultRequestHeaders.Add("Accept-Language", "de");
        await server.SignInAsync(german, MemberRole.Administrator);

        using var answer = await PostAsync(german, $"/records/contact/enroll?record={contact.Id}", "enroll", ("sequence", "spring-mails"));

        Assert.That(await TextOf(answer), Does.Contain("Nicht aufgenommen").And.Contain("sie nimmt jede Person nur einmal auf."));
    }

    [Test]
    public async Task Nobody_enrolls_what_is_out_of_sight_and_a_reader_nothing()
    {
        var theirs = await ContactAsync("Enrolled by nobody", await AdministratorAsync());
        var mine = await ContactAsync("Enrolled by no reader");
        using var reader = await server.NewClientAsync(MemberRole.Reader);

        using var hidden = await reps.OpenAsync($"/records/contact/enroll?record={theirs.Id}");
        using var refused = await PostAsync(reader, $"/records/contact/enroll?record={mine.Id}", "enroll", ("sequence", "spring-mails"));

        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await TextOf(refused), Does.Contain("role=\"alert\"").And.Not.Contain("were enrolled"));
        var enrolled = await server.Use<ListEnrollments>().ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput { Record = mine.Id }, default);
        Assert.That(enrolled.Rows, Is.Empty);
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
        using var response = await server.Client.OpenAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    private Task<DefinitionResult> DefineAsync(string key, CustomFieldKind kind, params string[] values) =>
        server
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

    private async Task<RecordRef> ContactAsync(
        string name,
        MemberId? owner = null,
        RecordRef? company = null,
        string? email = null,
        Dictionary<string, FieldValue?>? custom = null
    )
    {
        var input = new ContactInput
        {
            Name = name,
            Owner = owner,
            Company = company?.Id,
            Email = email,
            Custom = custom ?? [],
        };
        return (await server.Use<CreateContact>().ExecuteAsync(WebServer.Caller, input, default)).Record;
    }

    private async Task LeadAsync(string name) => await server.Use<CreateLead>().ExecuteAsync(WebServer.Caller, new LeadInput { LastName = name }, default);

    private async Task<MemberId> AdministratorAsync() =>
        (await server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default))
            .Members.First(member => member.Role == MemberRole.Administrator)
            .Id;

    private async Task<SavedViewView> ViewAsync(string name)
    {
        var administrator = WebServer.Caller with { Actor = Actor.Member(await AdministratorAsync()) };
        return (await server.Use<ListViews>().ExecuteAsync(administrator, new NoInput(), default)).Single(view => view.Name == name);
    }

    private async Task<int> CountAsync(string name) =>
        (await server.Use<ListRecords>().ExecuteAsync(WebServer.Caller, new ListRecordsInput(RecordType.Contact) { Search = name }, default)).Rows.Count;

    private async Task<string> GetAsync(string path, HttpClient? client = null) =>
        WebUtility.HtmlDecode(await (client ?? server.Client).GetStringAsync(new Uri(path, UriKind.Relative)));

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string form, params (string, string)[] fields) =>
        client.SendFormAsync(page, page, [("_handler", form), .. fields]);

    /// <summary>Sends a form that leads on, and says where.</summary>
    private static async Task<string> SendAsync(HttpClient client, string page, string form, params (string, string)[] fields)
    {
        using var response = await PostAsync(client, page, form, fields);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await TextOf(response));
        var location = response.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> QueryOf(string address) =>
        QueryHelpers.ParseQuery(new Uri(new Uri("http://list"), address).Query);

    private static async Task<string> TextOf(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
}
