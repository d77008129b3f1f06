using System.Text.Json;
using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Stores.Tests.Upgrade;

/// <summary>
/// A database of version 0.1 (commit c50823b) is brought up to date, read and worked on. The files beside this one are dumps of it: <c>sqlite3 FILE .dump</c> and <c>pg_dump --inserts --no-owner</c>, with
/// members, mailboxes of each policy, fields, records of each type, activities, sequences with enrollments in several states, messages and two answers kept for idempotency keys.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UpgradeTests(string kind)
{
    private static readonly TenantId Tenant = TenantId.From("default");
    private static readonly Caller System = new(Tenant, Actor.System("test"));

    private TestDatabase database = null!;
    private CrmHarness crm = null!;

    [SetUp]
    public async Task UpgradeAsync()
    {
        database = await TestDatabase.CreateEmptyAsync(kind);
        await LoadAsync();
        await database.Schema.MigrateAsync(default);
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Database = database, SetsTenantUp = false });
        crm.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 6, 9, 0, 0, TimeSpan.Zero));
    }

    [TearDown]
    public async Task DropAsync()
    {
        await crm.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Is_whole_and_up_to_date()
    {
        Assert.That((await database.Schema.GetStateAsync(default)).IsCurrent, Is.True);
        Assert.That(await crm.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task Members_setup_and_mailboxes_are_read()
    {
        await using var unit = await ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await unit.Tenancy.GetTenantsAsync(default)).Select(tenant => tenant.Name), Is.EqualTo(new[] { "Example Ltd" }));
            Assert.That(
                (await unit.Tenancy.GetMembersAsync(default)).Select(member => member.Role),
                Is.EquivalentTo(new[] { MemberRole.Administrator, MemberRole.Rep })
            );
            Assert.That((await unit.Tenancy.GetTeamsAsync(default)).Select(team => team.Name), Is.EqualTo(new[] { "Field sales" }));
            Assert.That((await unit.Tenancy.GetPipelinesAsync(default)).SelectMany(pipeline => pipeline.Stages), Is.Not.Empty);
            Assert.That(
                (await unit.Tenancy.GetCustomFieldsAsync(default)).Select(field => field.Kind),
                Is.EquivalentTo(new[] { CustomFieldKind.Number, CustomFieldKind.Choice })
            );
            Assert.That((await unit.Tenancy.GetOutcomesAsync(default)).Select(outcome => outcome.Key), Does.Contain("gatekeeper"));
            Assert.That(
                (await unit.Messages.GetMailboxesAsync(default)).Select(mailbox => mailbox.UnknownPolicy),
                Is.EquivalentTo(Enum.GetValues<UnknownPolicy>()),
                "there is one mailbox of each policy"
            );
        }
    }

    [Test]
    public async Task Records_and_timelines_are_read()
    {
        await using var unit = await ReadAsync();
        var records = new List<CrmRecord>();
        foreach (var type in Enum.GetValues<RecordType>())
            records.AddRange((await unit.Records.ListAsync(new RecordFilter { Type = type }, new PageRequest(200), default)).Rows);
        var ada = records.Single(record => record.Name == "Ada Lovelace");
        var page = await unit.Activities.GetTimelineAsync(new TimelineFilter { Record = ada.Id }, new PageRequest(200), default);
        var activities = await unit.Activities.GetAsync([.. page.Rows.Select(row => new ActivityId(row.Id))], default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                records.Select(record => record.Name),
                Is.SupersetOf(new[] { "Acme Corporation", "Ada Lovelace", "Bob Builder", "Cleo Patra", "Engine", "Wheel", "Lou Lead" })
            );
            Assert.That(JsonElement.Parse(ada.Custom).GetProperty("shoe_size").GetDecimal(), Is.EqualTo(38.5m));
            Assert.That(
                activities.Select(activity => activity.TypeKey).Distinct(),
                Is.SupersetOf(new[] { "crm.call", "crm.meeting", "crm.email", "crm.task" })
            );
            Assert.That((await unit.Activities.ListOpenAsync(new OpenActivityFilter(), new PageRequest(200), default)).Rows, Is.Not.Empty);
        }
    }

    [Test]
    public async Task Attendees_that_were_texts_have_names_and_addresses()
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, attendees from crm_activity where type_key = 'crm.meeting'";
        await using var reader = await command.ExecuteReaderAsync();
        Assert.That(await reader.ReadAsync(), Is.True);
        var (id, stored) = (new ActivityId(reader.GetGuid(0)), JsonElement.Parse(reader.GetString(1)));
        await using var unit = await ReadAsync();
        var meeting = (await unit.Activities.GetAsync([id], default)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored.EnumerateArray().Select(attendee => attendee.ValueKind), Is.All.EqualTo(JsonValueKind.Object), "not only read, but migrated");
            Assert.That(
                meeting.Attendees,
                Is.EqualTo(
                    new Attendee[]
                    {
                        new() { Name = "Charles Babbage" },
                        new() { Address = "ada@acme.example" },
                        new() { Name = "Bob Builder", Address = "bob@acme.example" },
                        new() { Name = "Miller, Jo" },
                        new() { Name = "half <past 3@x>" },
                    }
                )
            );
            Assert.That(meeting.Attendees.Select(attendee => attendee.State), Is.All.EqualTo(AttendeeState.Attended));
        }
    }

    [Test]
    public async Task Sequences_enrollments_and_messages_are_read()
    {
        await using var unit = await ReadAsync();
        var sequences = await unit.Sequences.ListAsync(default);
        var enrollments = (await unit.Sequences.ListEnrollmentsAsync(new EnrollmentFilter(), new PageRequest(200), default)).Rows;
        var versions = await unit.Sequences.GetVersionsAsync([.. enrollments.Select(enrollment => enrollment.Version).Distinct()], default);
        var messages = (await unit.Messages.ListAsync(new MessageFilter(), new PageRequest(200), default)).Rows;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sequences.Select(row => row.Sequence.Key), Is.EquivalentTo(new[] { "welcome", "simple", "drafted" }));
            Assert.That(versions.Select(version => SequenceDefinition.FromJson(version.Definition).Steps.Count), Is.EquivalentTo(new[] { 3, 4 }));
            Assert.That(
                enrollments.Select(enrollment => enrollment.State).Distinct(),
                Is.EquivalentTo(new[] { EnrollmentState.Waiting, EnrollmentState.Blocked, EnrollmentState.Finished })
            );
            Assert.That(await unit.Sequences.GetExecutionsAsync([.. enrollments.Select(enrollment => enrollment.Id)], default), Is.Not.Empty);
            Assert.That(
                messages.Select(message => message.State).Distinct(),
                Is.EquivalentTo(new[] { MessageState.Queued, MessageState.Sent, MessageState.Failed })
            );
            Assert.That((await unit.Audit.ListAsync(null, new PageRequest(200), default)).Rows, Is.Not.Empty);
        }
    }

    [Test]
    public async Task Whatever_reads_without_further_input_reads_it()
    {
        await using var scope = crm.Services.CreateAsyncScope();
        using (Assert.EnterMultipleScope())
        {
            foreach (var useCase in scope.ServiceProvider.GetRequiredService<UseCaseCatalog>().All.Where(useCase => useCase.IsRead))
                if (TryMakeInput(useCase.InputType) is { } input)
                    Assert.That(() => useCase.ExecuteUntypedAsync(System, input, default), Throws.Nothing, useCase.Action);
        }
    }

    [Test]
    public async Task Work_goes_on()
    {
        await crm.RunUntilIdleAsync();

        Assert.That(crm.Transport.Handed.Select(handed => handed.Subject), Is.SupersetOf(new[] { "By hand", "Queued" }));
        Assert.That(await crm.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task What_was_done_for_an_idempotency_key_is_not_done_again()
    {
        var refused = Assert.ThrowsAsync<CrmException>(() =>
            crm.UseCase<AddTeam>().ExecuteAsync(System with { IdempotencyKey = "team-1" }, new AddTeamInput("Field sales"), default)
        )!;

        Assert.That((refused.Error as CrmError.Refused)?.Code, Is.EqualTo("idempotency-result-outdated"));
        await using var unit = await ReadAsync();
        Assert.That(await unit.Tenancy.GetTeamsAsync(default), Has.Count.EqualTo(1));
    }

    private static object? TryMakeInput(Type type)
    {
        try
        {
            return JsonSerializer.Deserialize("{}", type, Plugins.ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task<IUnitOfWork> ReadAsync() => database.TenantStore.BeginAsync(Tenant, WorkKind.Read, default);

    private async Task LoadAsync()
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Upgrade", $"c50823b.{kind}.sql"));
        await command.ExecuteNonQueryAsync();
        // What else people wrote there.
        command.CommandText =
            """update crm_activity set attendees = '["Charles Babbage", "ada@acme.example", "Bob Builder <bob@acme.example>", "Miller, Jo", "half <past 3@x>"]' where type_key = 'crm.meeting'""";
        Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1));
    }
}
