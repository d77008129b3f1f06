using System.Net;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tests.Hosts.Web;

/// <summary>What is done with several records of a list at once.</summary>
internal sealed class SeveralRecordsTests : RecordPages
{
    private const string Mails = """
        sequence: Spring mails
        key: spring-mails
        for: [contact]
        reenroll: once
        steps:
          - { key: hello, step: task, subject: "Say hello" }
        """;

    [OneTimeSetUp]
    public async Task PublishAsync() => await Server.Use<PublishSequence>().ExecuteAsync(WebServer.Caller, new SequenceInput { Yaml = Mails }, default);

    [Test]
    public async Task What_is_refused_of_several_is_named_and_the_rest_can_be_undone()
    {
        var (mine, theirs) = (await ContactAsync("Bulk Mine", Rep.Id), await ContactAsync("Bulk Theirs", await AdministratorAsync()));

        using var answer = await PostAsync(Reps, "/records/contact", "bulk", ("action", "delete"), ("record", mine.ToString()), ("record", theirs.ToString()));
        var page = await TextOf(answer);

        Assert.That(page, Does.Contain("Not changed:").And.Contain($"/records/contact/{theirs.Id}").And.Not.Contain("Bulk Theirs"));
        Assert.That(page, Does.Contain("1 changed.").And.Contain("name=\"batch\""));
        Assert.That(await GetAsync("/records/contact?search=Bulk"), Does.Contain("Bulk Theirs").And.Not.Contain("Bulk Mine"));
        var batch = page[(page.IndexOf("name=\"batch\" value=\"", StringComparison.Ordinal) + 20)..][..36];
        var undone = await SendAsync(Reps, "/records/contact", "undo", ("batch", batch));
        Assert.That(await GetAsync(undone, Reps), Does.Contain("Undone: 1 changed back.").And.Contain("Bulk Mine"));
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

        var given = await SendAsync(Server.Client, Everyone, "bulk", ("action", "assign"), ("owner", Rep.Id.ToString()), ("all", "true"));

        Assert.That(await GetAsync(given), Does.Contain("55 changed."));
        Assert.That(await OwnedAsync(), Is.EqualTo(55));
        Assert.That((await Server.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(other), default)).Owner, Is.Null);
        var batch = QueryOf(given)["batch"].ToString();
        Assert.That(await GetAsync(await SendAsync(Server.Client, Everyone, "undo", ("batch", batch))), Does.Contain("Undone: 55 changed back."));
        Assert.That(await OwnedAsync(), Is.Zero);
        using var enrolled = await PostAsync(Server.Client, Everyone, "bulk", ("action", "enroll"), ("all", "true"));
        Assert.That(await TextOf(enrolled), Does.Contain("Only what is chosen on this page can be enrolled at once."));

        async Task<int> OwnedAsync()
        {
            var input = new ListRecordsInput(RecordType.Contact)
            {
                Search = "Everyone",
                Owner = Rep.Id,
                Page = new Stores.PageRequest(200),
            };
            return (await Server.Use<ListRecords>().ExecuteAsync(WebServer.Caller, input, default)).Rows.Count;
        }
    }

    [Test]
    public async Task Nothing_is_given_to_who_has_left_and_what_was_theirs_is_found()
    {
        var gerda = await Server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Gerda Gone", "gerda@northwind.example"), default);
        await ContactAsync("Left behind", gerda.Id);
        await Server.Use<DeactivateMember>().ExecuteAsync(WebServer.Caller, new DeactivateMemberInput(gerda.Id), default);

        var list = await GetAsync("/records/contact?search=Left+behind");

        Assert.That(SelectOf(list, "bulk-owner"), Does.Contain(Rep.Name).And.Not.Contain("Gerda Gone"));
        Assert.That(SelectOf(list, "owner"), Does.Match("No longer active\"[^<]*>\\s*<option[^>]*>Gerda Gone"));
        Assert.That(SelectOf(await GetAsync("/records/contact/new"), "owner"), Does.Contain(Rep.Name).And.Not.Contain("Gerda Gone"));
        var view = await Server.Use<Installation.GetSettings>().ExecuteAsync(WebServer.Caller, new NoInput(), default);
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
        var contact = await ContactAsync("Kept by me", Rep.Id);

        using var answer = await PostAsync(Reps, "/records/contact?search=Kept", "bulk", ("action", "assign"), ("owner", ""), ("record", contact.ToString()));

        Assert.That(await TextOf(answer), Does.Contain("Choose the new owner.").And.Match($"value=\"{contact}\"[^>]*checked"));
        var after = await Server.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(contact), default);
        Assert.That(after.Owner, Is.EqualTo(Rep.Id));
    }

    [Test]
    public async Task The_owner_that_was_chosen_stays_chosen_where_it_was_refused()
    {
        using var answer = await PostAsync(Reps, "/records/contact", "bulk", ("action", "assign"), ("owner", Rep.Id.ToString()));

        Assert.That(await TextOf(answer), Does.Contain("Choose at least one.").And.Match($"<option value=\"{Rep.Id}\" selected"));
    }

    [Test]
    public async Task Chosen_records_are_enrolled_and_the_refused_are_named_with_the_reasons()
    {
        var (first, second) = (await ContactAsync("Enrol One"), await ContactAsync("Enrol Two"));
        await Server.Use<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput("spring-mails", [second]), default);

        var choice = await SendAsync(
            Server.Client,
            "/records/contact?search=Enrol",
            "bulk",
            ("action", "enroll"),
            ("record", first.ToString()),
            ("record", second.ToString())
        );
        Assert.That(await GetAsync(choice), Does.Contain("Enrol One").And.Contain("Enrol Two").And.Contain("Spring mails"));
        using var answer = await PostAsync(Server.Client, choice, "enroll", ("sequence", "spring-mails"));
        var page = await TextOf(answer);

        Assert.That(page, Does.Contain("1 of 2 were enrolled in Spring mails."));
        Assert.That(page, Does.Contain($"/records/contact/{second.Id}").And.Contain("it enrolls each person only once."));
        Assert.That(page, Does.Match("Enrol One</a>\\s*<a class=\"about\" href=\"/enrollments/"));
        Assert.That(page, Does.Contain("href=\"/records/contact?search=Enrol\""), "back to where one was");
        using var none = await PostAsync(Server.Client, choice, "enroll");
        Assert.That(await TextOf(none), Does.Contain("Choose a sequence."));
    }

    [Test]
    public async Task The_reasons_are_told_in_German_too()
    {
        var contact = await ContactAsync("Deutsch Doppelt");
        await Server.Use<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput("spring-mails", [contact]), default);
        using var german = Server.NewClient();
        german.DefaultRequestHeaders.Add("Accept-Language", "de");
        await Server.SignInAsync(german, MemberRole.Administrator);

        using var answer = await PostAsync(german, $"/records/contact/enroll?record={contact.Id}", "enroll", ("sequence", "spring-mails"));

        Assert.That(await TextOf(answer), Does.Contain("Nicht aufgenommen").And.Contain("sie nimmt jede Person nur einmal auf."));
    }

    [Test]
    public async Task Nobody_enrolls_what_is_out_of_sight_and_a_reader_nothing()
    {
        var theirs = await ContactAsync("Enrolled by nobody", await AdministratorAsync());
        var mine = await ContactAsync("Enrolled by no reader");
        using var reader = await Server.NewClientAsync(MemberRole.Reader);

        using var hidden = await Reps.OpenAsync($"/records/contact/enroll?record={theirs.Id}");
        using var refused = await PostAsync(reader, $"/records/contact/enroll?record={mine.Id}", "enroll", ("sequence", "spring-mails"));

        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await TextOf(refused), Does.Contain("role=\"alert\"").And.Not.Contain("were enrolled"));
        var enrolled = await Server.Use<ListEnrollments>().ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput { Record = mine.Id }, default);
        Assert.That(enrolled.Rows, Is.Empty);
    }
}
