using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using CsCheck;

namespace Crm.Timeline;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class GetTimelineTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task What_was_written_down_late_stands_where_it_happened()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        foreach (var days in new[] { -1, -30, 0, -7 })
            await desk.CallAsync(contact, $"{days}", Sample.Now.AddDays(days));
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.Subject), Is.EqualTo(["0", "-1", "-7", "-30"]));
    }

    [Test]
    public async Task Shows_of_each_type_what_a_page_needs_without_its_body()
    {
        var desk = await databases.DeskAsync();
        var (contact, hidden) = (await desk.ContactAsync(), await desk.ContactAsync(desk.Colleague));
        Attendee[] attendees = [new() { Record = contact.Ref }, new() { Record = hidden.Ref, State = AttendeeState.Declined }];
        var meeting = new LogMeetingInput([contact.Ref]) { Location = "Room 4", Attendees = attendees };
        var email = new LogEmailInput([contact.Ref], "Offer")
        {
            Body = new string('x', 1000),
            Direction = ActivityDirection.Inbound,
            From = "ada@customer.example",
            To = ["rita@acme.example"],
            Cc = ["bo@customer.example"],
        };
        var task = new CreateTaskInput([contact.Ref], "Call back") { Kind = Sequences.TaskKind.Call, DueAt = Sample.Now.AddHours(2) };
        await desk.UseCase<LogMeeting>().ExecuteAsync(desk.Administrator, meeting, default);
        await desk.UseCase<LogEmail>().ExecuteAsync(desk.Rep, email, default);
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, task, default);

        var rows = (await desk.TimelineAsync(contact, desk.Rep)).ToDictionary(row => row.TypeKey, row => row);

        var met = rows["crm.meeting"].Activity!;
        Assert.That((met.Location, met.HasBody, met.To.Count), Is.EqualTo(("Room 4", false, 0)));
        Assert.That(
            met.Attendees,
            Is.EqualTo(new[] { attendees[0] with { Name = contact.Name }, attendees[1] with { Name = hidden.Name, Record = null } }),
            "a record out of sight is no link"
        );
        var mail = rows["crm.email"].Activity!;
        Assert.That(
            (mail.From, mail.To.Single(), mail.Cc.Single(), mail.HasBody),
            Is.EqualTo(((string?)"ada@customer.example", "rita@acme.example", "bo@customer.example", true))
        );
        var open = rows["crm.task"].Activity!;
        Assert.That(
            (open.TaskKind, open.DueAt, open.AssigneeName),
            Is.EqualTo(((Sequences.TaskKind?)Sequences.TaskKind.Call, (DateTimeOffset?)Sample.Now.AddHours(2), "Rita Rep"))
        );
    }

    [Test]
    public async Task What_happened_at_one_moment_stands_in_the_order_in_which_it_was_written_down_over_all_pages()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var ids = new List<Guid>();
        for (var number = 0; number < 23; number++)
            ids.Add((await desk.CallAsync(contact, at: Sample.Now)).Id.Value);

        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var input = new GetTimelineInput(contact.Ref) { Page = new PageRequest(5, after) };
            var page = await desk.UseCase<GetTimeline>().ExecuteAsync(desk.Rep, input, default);
            seen.AddRange(page.Rows.Select(row => row.Id));
            after = page.Next;
        } while (after is not null);

        Assert.That(seen, Is.EqualTo(Enumerable.Reverse(ids)));
    }

    [Test]
    public async Task Is_narrowed_by_type_person_time_and_text()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        await desk.CallAsync(contact, "Prices 100%", Sample.Now.AddDays(-2));
        await desk.CallAsync(contact, "Weather", Sample.Now.AddDays(-1));
        await desk.UseCase<LogNote>().ExecuteAsync(desk.Administrator, new LogNoteInput([contact.Ref], "Knows the prices") { Subject = "Note" }, default);

        async Task<string[]> Subjects(Func<GetTimelineInput, GetTimelineInput> narrow) =>
            [.. (await desk.TimelineAsync(contact, narrow: narrow)).Select(row => row.Subject)];

        Assert.That(await Subjects(input => input with { Types = ["call"] }), Is.EqualTo(["Weather", "Prices 100%"]));
        Assert.That(await Subjects(input => input with { Author = Actor.Member(desk.Administrator.Member) }), Is.EqualTo(["Note"]));
        Assert.That(await Subjects(input => input with { From = Sample.Now.AddDays(-1), To = Sample.Now }), Is.EqualTo(["Weather"]));
        Assert.That(await Subjects(input => input with { Search = "PRICES" }), Is.EqualTo(["Note", "Prices 100%"]));
        Assert.That(await Subjects(input => input with { Search = "0%" }), Is.EqualTo(["Prices 100%"]));
    }

    [Test]
    public async Task What_came_by_a_record_that_the_caller_may_not_see_is_left_out()
    {
        var desk = await databases.DeskAsync();
        var company = Sample.Company(desk.Tenant.Id);
        var mine = Sample.Contact(desk.Tenant.Id, "Ada Mine", desk.Rep.Member) with { Company = company.Id };
        var theirs = Sample.Contact(desk.Tenant.Id, "Bo Theirs", desk.Colleague.Member) with { Company = company.Id };
        await desk.StoreAsync(company, mine, theirs);
        foreach (var record in new CrmRecord[] { company, mine, theirs })
            await desk.UseCase<LogCall>().ExecuteAsync(desk.Administrator, new LogCallInput([record.Ref]) { Subject = record.Name }, default);

        var seen = await desk.TimelineAsync(company, desk.Rep);
        Assert.That(seen.Select(row => row.Subject), Is.EquivalentTo([company.Name, "Ada Mine"]));
        Assert.That(seen.Single(row => row.Via is not null).Via, Is.EqualTo(new NamedRecord(mine.Ref, "Ada Mine")));
        Assert.That(await desk.TimelineAsync(company, desk.Administrator), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_record_of_another_tenant_owner_or_type_has_no_timeline()
    {
        var desk = await databases.DeskAsync();
        var elsewhere = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        RecordRef[] wanted = [(await elsewhere.ContactAsync()).Ref, (await desk.ContactAsync(desk.Colleague)).Ref, contact.Ref with { Type = RecordType.Lead }];
        foreach (var record in wanted)
        {
            var input = new GetTimelineInput(record);
            var error = await desk.RefusedAsync(() => desk.UseCase<GetTimeline>().ExecuteAsync(desk.Rep, input, default));
            Assert.That(error, Is.TypeOf<CrmError.NotFound>());
        }
    }

    [TestCase(0)]
    [TestCase(201)]
    public async Task A_page_has_1_to_200_rows(int size)
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<GetTimeline>().ExecuteAsync(desk.Rep, new GetTimelineInput(contact.Ref) { Page = new PageRequest(size) }, default)
        );
        Assert.That(error.Message, Is.EqualTo($"page.size: It must be 1–200, was {size}."));
    }

    /// <summary>Companies, contacts, deals and leads at random, activities on random sets of them: each timeline is what the rule says, worked out record by record.</summary>
    [Test]
    public async Task The_timeline_of_each_record_equals_a_naive_recomputation() =>
        await Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 6])
            .SampleAsync(
                async (seed, activities) =>
                {
                    var random = new Random(seed);
                    var desk = await databases.DeskAsync();
                    var records = RandomGraph(desk.Tenant.Id, random);
                    await desk.StoreAsync([.. records]);
                    var living = records.Where(record => record.DeletedAt is null).ToArray();
                    var logged = new List<(Guid Id, HashSet<RecordId> Direct)>();
                    for (var number = 0; number < activities; number++)
                    {
                        random.Shuffle(living);
                        var about = living[..random.Next(1, Math.Min(4, living.Length + 1))];
                        var call = await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([.. about.Select(record => record.Ref)]), default);
                        logged.Add((call.Id.Value, [.. about.Select(record => record.Id)]));
                    }

                    foreach (var record in records)
                    {
                        var shown = (await desk.TimelineAsync(record)).Select(row => (row.Id, row.Via is null));
                        Assert.That(shown, Is.EquivalentTo(Expected(record, records, logged)));
                    }
                },
                iter: 25,
                threads: 1
            );

    private static List<(Guid Id, bool IsDirect)> Expected(CrmRecord record, IReadOnlyList<CrmRecord> all, List<(Guid Id, HashSet<RecordId> Direct)> logged)
    {
        var members = all.Where(other => ShowsIn(other, record)).Select(other => other.Id).ToList();
        return
        [
            .. logged
                .Where(call => call.Direct.Contains(record.Id) || members.Exists(call.Direct.Contains))
                .Select(call => (call.Id, call.Direct.Contains(record.Id))),
        ];
    }

    /// <summary>Whether entries of one record show in the timeline of another.</summary>
    private static bool ShowsIn(CrmRecord record, CrmRecord other) =>
        (record, other) switch
        {
            (Contact contact, Company company) => contact.Company == company.Id,
            (Deal deal, Company company) => deal.Company == company.Id,
            (Contact contact, Deal deal) => deal.Contact == contact.Id && deal.DeletedAt is null,
            (Lead lead, Contact contact) => lead.ConvertedTo == contact.Id,
            _ => false,
        };

    private static List<CrmRecord> RandomGraph(TenantId tenant, Random random)
    {
        RecordId? OneOf(IReadOnlyList<CrmRecord> records) => records.Count == 0 || random.Next(3) == 0 ? null : records[random.Next(records.Count)].Id;
        List<CrmRecord> Some(int min, int max, Func<int, CrmRecord> make) => [.. Enumerable.Range(0, random.Next(min, max)).Select(make)];
        var companies = Some(0, 3, _ => Sample.Company(tenant));
        var contacts = Some(1, 4, _ => Sample.Contact(tenant) with { Company = OneOf(companies) });
        var deals = Some(
            0,
            4,
            number => Sample.Deal(tenant) with { Company = OneOf(companies), Contact = OneOf(contacts), DeletedAt = number == 2 ? Sample.Now : null }
        );
        var leads = Some(0, 3, _ => Sample.Lead(tenant) with { ConvertedTo = OneOf(contacts) });
        return [.. companies, .. contacts, .. deals, .. leads];
    }
}
