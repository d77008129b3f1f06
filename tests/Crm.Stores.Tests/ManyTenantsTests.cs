using System.Diagnostics;
using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Stores.Tests;

/// <summary>What a batch reads does not grow with the tenants of the installation.</summary>
[NonParallelizable]
internal sealed class ManyTenantsTests
{
    private const int Tenants = 2_000;

    [Test]
    public async Task A_batch_with_a_plugins_effects_reads_on_2000_tenants_what_it_reads_on_one()
    {
        // From before the first context on: EF remembers for a second whether anybody listens.
        using var reads = new ReadCount();
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Parts = [new EffectsStep()] });
        foreach (var key in new[] { "one", "target" })
            await crm.UseCase<PublishSequence>().ExecuteAsync(crm.Tenant.Administrator, new SequenceInput { Yaml = Yaml(key) }, default);
        await EnrollAsync(crm); // what is parsed and compiled once is
        await crm.RunDueAsync();

        var alone = await MeasureAsync(crm, reads);
        foreach (var some in Enumerable.Range(0, Tenants).Select(number => Sample.Tenant($"Tenant {number}")).Chunk(200))
            await StoreAsync(crm, [.. some, .. some.SelectMany(RowsOf)]);
        var among = await MeasureAsync(crm, reads);

        Assert.That(alone.Statements, Is.GreaterThan(10), "all statements are seen");
        Assert.That(among, Is.EqualTo(alone));
    }

    private static async Task<(int Statements, int Rows)> MeasureAsync(CrmHarness crm, ReadCount reads)
    {
        await EnrollAsync(crm);
        var before = (reads.Statements, reads.Rows);
        Assert.That((await crm.RunBatchAsync()).Decided, Is.EqualTo(1));
        return (reads.Statements - before.Statements, reads.Rows - before.Rows);
    }

    private static async Task EnrollAsync(CrmHarness crm)
    {
        var contact = Sample.Contact(crm.Tenant.Id, $"Contact {Guid.CreateVersion7()}");
        await crm.Tenant.StoreAsync(contact);
        await crm.UseCase<EnrollRecords>().ExecuteAsync(crm.Tenant.Administrator, new EnrollInput("one", [contact.Ref]), default);
    }

    private static async Task StoreAsync(CrmHarness crm, IRow[] rows)
    {
        await using var unit = await crm.Database.SystemStore.BeginAsync(default);
        await unit.ApplyAsync(Sample.Insert(rows), default);
        await unit.CommitAsync(default);
    }

    private static IEnumerable<IRow> RowsOf(Tenant tenant)
    {
        yield return Sample.Pipeline(tenant.Id);
        yield return SampleRow.Complete(typeof(CustomField), tenant.Id);
        yield return SampleRow.Complete(typeof(OutcomeOption), tenant.Id);
        yield return Sample.Sequence(tenant.Id, "target");
    }

    private static string Yaml(string key) =>
        $"""
            sequence: {key}
            key: {key}
            for: [contact]
            exclusive: no
            steps:
              - key: first
                step: test.effects
                delay: {(key == "one" ? "0 minutes" : "30 days")}
            """;

    private sealed record NoSettings;

    private sealed class EffectsStep() : SequenceStepHandler<NoSettings>("test.effects", "Effects")
    {
        protected override StepDecision Decide(StepContext context, NoSettings settings) =>
            new StepDecision.Done(new Effect.ChangeField("title", "Director"), new Effect.SetState("seen", true), new Effect.Enroll("target"));
    }

    private sealed class ReadCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> subscriptions = [];

        public ReadCount() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public int Statements { get; private set; }

        public int Rows { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name is DbLoggerCategory.Name or StoreSession.DiagnosticName)
                subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is DataReaderDisposingEventData read)
                Rows += read.ReadCount;
            else if (value.Key == RelationalEventId.CommandExecuted.Name || value.Value is System.Data.Common.DbCommand)
                Statements++;
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
