using Crm.Sequences.Steps;

namespace Crm.Installation;

/// <summary>How deep to look.</summary>
/// <param name="Verifies">Whether all data is looked through for broken invariants too; that reads everything.</param>
public sealed record InspectInstallationInput(bool Verifies = false);

/// <summary>
/// Looks at everything that must be whole for work to go on: database, schema, plugins, transports, the tenant's mailboxes and queues, and what waits for a person. Works on an installation in any state: a database that does not
/// answer is a finding, not an exception.
/// </summary>
public sealed class InspectInstallation : UseCase<InspectInstallationInput, Inspection>
{
    private readonly ISchema schema;
    private readonly PluginCatalog plugins;
    private readonly PluginMemory memory;
    private readonly MarkFile mark;

    internal InspectInstallation(UseCaseExecutor executor, ISchema schema, PluginGuard guard, MarkFile mark)
        : base(executor, "installation.inspect", Right.ReadRecords, WorkKind.Read) =>
        (this.schema, plugins, memory, this.mark) = (schema, guard.Catalog, guard.Memory, mark);

    private protected override async Task<Inspection> RunAsync(Caller caller, InspectInstallationInput input, CancellationToken cancellationToken)
    {
        var inspection = Bare();
        try
        {
            inspection = inspection with { Schema = await schema.GetStateAsync(cancellationToken) };
            if (!inspection.Schema.IsCurrent)
                return inspection;
            var kept = mark.Read();
            var found = await base.RunAsync(caller, input, cancellationToken);
            return found with { Schema = inspection.Schema, IsRestored = MarkFile.IsBehind(kept, found.Mark) };
        }
        catch (Exception exception) when (exception is TransientStoreException or System.Data.Common.DbException)
        {
            return inspection with { DatabaseProblem = $"The database does not respond ({exception.GetType().Name}); look at Crm:Database." };
        }
    }

    private protected override async Task<Inspection> DecideAsync(Work work, InspectInstallationInput input)
    {
        var sequences = await work.Stores.Sequences.ListAsync(work.Cancellation);
        var backlog = await work.Stores.Events.CountBacklogAsync(work.Now - SubscriberWork.Late, work.Cancellation);
        return Bare() with
        {
            Tenant = await TenantView.FindAsync(work),
            Sequences = [.. sequences.Select(figures => new SequenceCounts(figures.Sequence.Key, figures.Enrollments))],
            Mark = await work.Stores.Installation.GetMarkAsync(work.Cancellation),
            LackingPlugins = await LackingPlugin.FindAsync(work, memory, sequences, backlog),
            Messages = await work.Stores.Messages.CountAsync(work.Cancellation),
            LateMessages = await work.Stores.Messages.CountLateAsync(work.Now - LateMail.Late, work.Now, work.Cancellation),
            Blocked = await work.Stores.Sequences.CountBlockedAsync(work.Cancellation),
            Unanswered = await work.Stores.Sequences.CountSetAsideAsync(work.Now - SlowWork.Late, work.Cancellation),
            Backlog = [.. backlog.Select(Told)],
            Breaches = input.Verifies ? await work.Stores.Audit.VerifyAsync(work.Cancellation) : null,
        };
    }

    /// <summary>Events for a subscriber whose plugin is not loaded are reported with the plugin: see <see cref="LackingPlugin"/>.</summary>
    private SubscriberBacklog Told(SubscriberBacklog backlog) =>
        plugins.EventSubscribers.Any(subscriber => subscriber.Key == backlog.Subscriber) ? backlog : backlog with { Late = 0 };

    private Inspection Bare() => new() { Plugins = plugins.Plugins, Channels = [.. plugins.Transports.Keys.Order(StringComparer.Ordinal)] };
}
