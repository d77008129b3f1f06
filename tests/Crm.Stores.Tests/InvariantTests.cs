using System.Reflection;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Testing;
using Crm.Testing.Builders;

namespace Crm.Stores.Tests;

/// <summary>What <c>crm verify</c> looks for is found, in the tenant that has it and in no other.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class InvariantTests(string kind)
{
    private TestDatabase database = null!;
    private TenantId tenant;

    [OneTimeSetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync(kind);

    [SetUp]
    public void NewTenant() => tenant = Sample.TenantId();

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [TestCaseSource(nameof(Names))]
    public async Task Finds(string invariant)
    {
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default))
        {
            var changes = new ChangeSet();
            foreach (var row in Broken(invariant).Append(Sample.Audit(tenant)))
                changes.Insert(row);
            await work.ApplyAsync(changes, default);
            await work.CommitAsync(default);
        }
        var found = (await VerifyAsync(tenant)).Single(breach => breach.Invariant == invariant);
        Assert.That(found.Count, Is.EqualTo(1));
        Assert.That(found.Examples, Has.Count.EqualTo(1));
        Assert.That(await VerifyAsync(Sample.TenantId()), Is.Empty);
    }

    [Test]
    public async Task What_an_audit_row_a_batch_an_execution_or_a_message_answers_for_is_whole()
    {
        var (contact, imported) = (Sample.Contact(tenant), Sample.Contact(tenant));
        var (note, past) = (Sample.Call(tenant), Sample.Call(tenant));
        var message = Sample.Message(Sample.Mailbox(tenant)) with { Execution = null };
        var mail = Sample.Call(tenant) with { TypeKey = "crm.email", Details = $$"""{"wireId":"{{message.WireId}}"}""" };
        var import = Sample.Batch(tenant, "import") with { At = contact.CreatedAt.AddDays(1) };
        var changes = Sample.Insert(contact, note, message);
        foreach (var row in new IRow[] { imported with { CreatedAt = import.At }, past with { RecordedAt = import.At }, import, mail })
            changes.Insert(row);
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(changes, default);
            await work.CommitAsync(default);
        }
        Assert.That((await VerifyAsync(tenant)).Select(breach => breach.Invariant), Has.None.EndsWith("-has-audit"));
    }

    private static IEnumerable<string> Names() =>
        ((IEnumerable<(string Name, string Statement)>)typeof(Invariants).GetField("All", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!)
            .Select(invariant => invariant.Name)
            // The database itself keeps these; they are looked for in case an index was lost.
            .Except(["step-happens-once"]);

    private IEnumerable<IRow> Broken(string invariant)
    {
        var enrollment = Sample.Enrollment(Sample.Sequence(tenant));
        var execution = Sample.Execution(enrollment);
        var message = Sample.Message(Sample.Mailbox(tenant), enrollment);
        var contact = Sample.Contact(tenant);
        var task = Sample.Task(tenant);
        return invariant switch
        {
            "sent-message-has-activity" => [message with { State = MessageState.Sent, Execution = execution.Id }],
            "waiting-execution-has-work" => [enrollment, execution with { Activity = task.Id }],
            "execution-activity-is-shown" => [enrollment, execution with { Activity = task.Id }, task],
            "activity-is-shown" => [task],
            "live-enrollment-has-step" => [enrollment with { StepKey = null }],
            "active-enrollment-is-due" => [enrollment with { DueAt = null }],
            "finished-enrollment-has-reason" => [enrollment with { State = EnrollmentState.Finished, Finish = null }],
            "one-primary-contact-point" => [contact with { ContactPoints = [Sample.Email("a@x.test"), Sample.Email("b@x.test")] }],
            "contact-point-has-record" =>
            [
                new Crm.Sql.ContactPointRow
                {
                    Tenant = tenant,
                    Record = contact.Id,
                    Position = 0,
                    Kind = ContactPointKind.Email,
                    Value = "a",
                    Normalized = "a",
                    IsPrimary = true,
                },
            ],
            "sending-message-is-leased" => [message with { State = MessageState.Sending, LeaseUntil = null }],
            "queued-message-has-moment" => [message with { State = MessageState.Queued, NextAttemptAt = null }],
            "record-has-audit" => [contact, Sample.Batch(tenant, "import") with { At = contact.CreatedAt.AddSeconds(1) }],
            "activity-has-audit" => [task],
            "message-has-audit" => [Sample.Message(Sample.Mailbox(tenant)) with { Execution = null }],
            "execution-has-enrollment" => [execution with { State = StepExecutionState.Done }],
            var other => throw new ArgumentOutOfRangeException(nameof(invariant), other, "Add the rows that break it."),
        };
    }

    private async Task<IReadOnlyList<InvariantBreach>> VerifyAsync(TenantId whose)
    {
        await using var work = await database.TenantStore.BeginAsync(whose, WorkKind.Read, default);
        return await work.Audit.VerifyAsync(default);
    }
}
