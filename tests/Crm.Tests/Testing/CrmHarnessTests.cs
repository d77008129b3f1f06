using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Testing;

/// <summary>The harness, as docs/embedding.md shows it and as the other tests rely on it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class CrmHarnessTests(string kind)
{
    private const string Welcome = """
        sequence: Welcome
        key: welcome
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello {{ contact.first_name }}", body: "Shall we talk?" }
          - { key: again, step: email.auto, delay: 2 days, subject: "Still there?", body: "Just asking." }
        """;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationToken cancellationToken = CancellationToken.None;

    [Test]
    public async Task A_sequence_runs_by_the_harnesss_clock()
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        var ada = new ContactInput { FirstName = "Ada", Email = "ada@example.com" };
        var contact = await crm.UseCase<CreateContact>().ExecuteAsync(crm.Tenant.Rep, ada, cancellationToken);
        var welcome = new SequenceInput { Yaml = Welcome };
        await crm.UseCase<PublishSequence>().ExecuteAsync(crm.Tenant.Administrator, welcome, cancellationToken);
        var enroll = new EnrollInput("welcome", [contact.Record]);
        await crm.UseCase<EnrollRecords>().ExecuteAsync(crm.Tenant.Rep, enroll, cancellationToken);

        await crm.RunUntilIdleAsync(cancellationToken);
        Assert.That(crm.Transport.Handed.Single().Subject, Is.EqualTo("Hello Ada"));

        crm.Clock.Advance(TimeSpan.FromDays(2));
        crm.Transport.Answers(new SendResult.Refused(RefusalKind.Address, "550 5.1.1 No such mailbox"));
        await crm.RunUntilIdleAsync(cancellationToken);

        var mails = await crm.Tenant.ReadAsync(stores => stores.Messages.ListAsync(new MessageFilter(), new PageRequest(), cancellationToken));
        Assert.That(mails.Rows.Select(mail => mail.State), Is.EquivalentTo(new[] { MessageState.Sent, MessageState.Bounced }));
    }

    [Test]
    public async Task The_workers_run_by_its_clock_too()
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        await EnrollAsync(crm);

        await crm.StartWorkersAsync(cancellationToken);
        while (crm.Transport.Handed.Count < 2)
        {
            // Straight to the next due time, then second by second: on a busy machine no message grows old before it is sent.
            await using var unit = await crm.UseCase<ISystemStore>().BeginAsync(cancellationToken);
            var wait = await unit.GetNextDueAsync(cancellationToken) - crm.Clock.GetUtcNow();
            crm.Clock.Advance(wait > Second ? wait.Value : Second);
        }
        await crm.StopWorkersAsync(cancellationToken);
    }

    [Test]
    public async Task A_part_is_an_object_or_a_type_and_takes_the_place_of_a_plugins_with_its_key()
    {
        var log = new List<string>();
        await using var crm = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                Parts = [typeof(Listener), new Silence()],
                Compose = host => host.Services.AddSingleton(log),
            }
        );
        await EnrollAsync(crm);

        await crm.RunUntilIdleAsync(cancellationToken);

        Assert.That(crm.Transport.Handed, Is.Empty, "the step of the plugin sends an email, the test's does not");
        Assert.That(log, Does.Contain("enrollment.started").And.None.EqualTo("member.added"), "without what the tenant was set up with");
    }

    [Test]
    public async Task A_second_tenant_has_members_of_its_own_and_sees_nothing_of_the_first()
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        var contact = await EnrollAsync(crm);

        var other = await crm.AddTenantAsync();

        var hidden = Assert.ThrowsAsync<CrmException>(() =>
            crm.UseCase<GetTimeline>().ExecuteAsync(other.Administrator, new GetTimelineInput(contact), cancellationToken)
        );
        Assert.That(hidden!.Error, Is.InstanceOf<CrmError.NotFound>());
        Assert.That(await other.EventsAsync(), Is.Empty);
        Assert.That(await crm.Tenant.EventsAsync(), Is.Not.Empty);
    }

    [Test]
    public async Task Each_call_of_another_process_to_the_database_is_seen()
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        await EnrollAsync(crm);
        var calls = new List<StoreCall>();

        await crm.StartAnother(same => same with { OnStoreCall = calls.Add }).RunBatchAsync(cancellationToken: cancellationToken);

        Assert.That(
            calls.Where(call => call.IsDone).Select(call => call.Member),
            Does.Contain("BeginAsync").And.Contain("ClaimAsync").And.Contain("ApplyAsync").And.Contain("CommitAsync")
        );
    }

    private async Task<RecordRef> EnrollAsync(CrmHarness crm)
    {
        var ada = new ContactInput { FirstName = "Ada", Email = "ada@example.com" };
        var contact = await crm.UseCase<CreateContact>().ExecuteAsync(crm.Tenant.Rep, ada, cancellationToken);
        await crm.UseCase<PublishSequence>().ExecuteAsync(crm.Tenant.Administrator, new SequenceInput { Yaml = Welcome }, cancellationToken);
        var enroll = new EnrollInput("welcome", [contact.Record]);
        await crm.UseCase<EnrollRecords>().ExecuteAsync(crm.Tenant.Rep, enroll, cancellationToken);
        return contact.Record;
    }

    private sealed record MailSettings(string Subject, string Body);

    private sealed class Silence() : SequenceStepHandler<MailSettings>("crm.email.auto", "Nothing")
    {
        protected override StepDecision Decide(StepContext context, MailSettings settings) => new StepDecision.Done();
    }

    private sealed class Listener(List<string> log) : IEventSubscriber
    {
        public string Key => "test.listener";

        public IReadOnlyList<string> EventTypes => ["*"];

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
        {
            log.Add(occurred.Type);
            return Task.CompletedTask;
        }
    }
}
