using Crm.Messages;
using Crm.Plugins;

namespace Crm.Installation;

/// <summary>Looks at everything that must be whole for work to go on: database, schema, plugins, transports, the tenant's mailboxes and queues. Works on an installation in any state. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class InspectInstallation(UseCaseExecutor executor, ISchema schema, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    /// <param name="caller">Who asks, for which tenant.</param>
    /// <param name="verifies">Whether all data is looked through for broken invariants too; that reads everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was found; a database that does not answer is a finding, not an exception.</returns>
    public async Task<Inspection> ExecuteAsync(Caller caller, bool verifies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var inspection = new Inspection { Plugins = plugins.Plugins, Channels = [.. plugins.Transports.Keys.Order(StringComparer.Ordinal)] };
        try
        {
            inspection = inspection with { Schema = await schema.GetStateAsync(cancellationToken) };
            return inspection.Schema.IsCurrent
                ? await executor.ReadAsync(caller, Right.ReadRecords, work => LookAsync(work, inspection, verifies, cancellationToken), cancellationToken)
                : inspection;
        }
        catch (Exception exception) when (exception is TransientStoreException or System.Data.Common.DbException)
        {
            return inspection with { DatabaseProblem = $"The database does not answer ({exception.GetType().Name}); look at Crm:Database." };
        }
    }

    private static async Task<Inspection> LookAsync(Work work, Inspection inspection, bool verifies, CancellationToken cancellationToken) =>
        inspection with
        {
            Tenant = (await work.Stores.Tenancy.GetTenantsAsync(cancellationToken)).FirstOrDefault(tenant => tenant.Id == work.Tenant),
            Mailboxes = await work.Stores.Messages.GetMailboxesAsync(cancellationToken),
            Sequences = await work.Stores.Sequences.ListAsync(cancellationToken),
            Messages = await work.Stores.Messages.CountAsync(cancellationToken),
            Breaches = verifies ? await work.Stores.Audit.VerifyAsync(cancellationToken) : null,
        };
}

/// <summary>What an installation looks like.</summary>
public sealed record Inspection
{
    /// <summary>Why the database could not be read, or null.</summary>
    public string? DatabaseProblem { get; init; }

    /// <summary>Its schema; null where the database does not answer.</summary>
    public SchemaState? Schema { get; init; }

    /// <summary>All plugins, refused ones with their reason.</summary>
    public required IReadOnlyList<LoadedPlugin> Plugins { get; init; }

    /// <summary>Channels that a transport serves.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The tenant; null where it is not set up, or the database could not be read.</summary>
    public Tenant? Tenant { get; init; }

    /// <summary>The tenant's mailboxes.</summary>
    public IReadOnlyList<Mailbox> Mailboxes { get; init; } = [];

    /// <summary>The tenant's sequences, with how many enrollments stand where.</summary>
    public IReadOnlyList<SequenceFigures> Sequences { get; init; } = [];

    /// <summary>How many of the tenant's messages stand where.</summary>
    public IReadOnlyDictionary<MessageState, int> Messages { get; init; } = new Dictionary<MessageState, int>();

    /// <summary>Broken invariants; null where nobody asked for them.</summary>
    public IReadOnlyList<InvariantBreach>? Breaches { get; init; }

    /// <summary>What keeps work from going on, in words that say what to do; empty where all is well.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. DatabaseProblem is null ? [] : (string[])[DatabaseProblem],
            .. Schema is { Missing.Count: > 0 } old
                ? [$"The database lacks {old.Missing.Count} migration(s), the first is {old.Missing[0]}; run 'crm setup'."]
                : (string[])[],
            .. Schema is { Unknown.Count: > 0 } newer
                ? [$"The database was migrated by a newer version ({newer.Unknown[0]}); update this host."]
                : (string[])[],
            .. Schema is { IsCurrent: true } && DatabaseProblem is null && Tenant is null ? ["The tenant is not set up; run 'crm setup'."] : (string[])[],
            .. Plugins.Where(plugin => plugin.State == PluginState.Refused).Select(plugin => $"The plugin {plugin.Id} is refused: {plugin.Reason}"),
            .. Mailboxes
                .Where(mailbox => !mailbox.IsActive)
                .Select(mailbox => $"The mailbox {mailbox.Id} may not send: {mailbox.Reason ?? "it is switched off."}"),
            .. Mailboxes
                .Where(mailbox => !Channels.Contains(mailbox.Channel))
                .Select(mailbox => $"No plugin serves the channel '{mailbox.Channel}' of the mailbox {mailbox.Id}."),
            .. (Breaches ?? []).Select(breach =>
                $"The invariant {breach.Invariant} is broken {breach.Count} time(s), such as by {string.Join(", ", breach.Examples)}."
            ),
        ];
}
