using Crm.Messages;
using Crm.Sequences;

namespace Crm.Installation;

/// <summary>What an installation looks like.</summary>
public sealed record Inspection
{
    /// <summary>Why the database could not be read, or null.</summary>
    public string? DatabaseProblem { get; init; }

    /// <summary>Its schema; null where the database does not answer.</summary>
    public SchemaState? Schema { get; init; }

    /// <summary>Whether the database is older than its last mark: it was restored from a backup, and no recovery was begun.</summary>
    public bool IsRestored { get; init; }

    /// <summary>How far the database has come; null where nobody has marked it.</summary>
    internal InstallationMark? Mark { get; init; }

    /// <summary>All plugins, refused ones with their reason.</summary>
    public required IReadOnlyList<LoadedPlugin> Plugins { get; init; }

    /// <summary>Plugins that are not loaded, though the tenant uses what they brought.</summary>
    internal IReadOnlyList<LackingPlugin> LackingPlugins { get; init; } = [];

    /// <summary>Channels that a transport serves.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The tenant, with its mailboxes; null where it is not set up, or the database could not be read.</summary>
    public TenantView? Tenant { get; init; }

    /// <summary>How many enrollments of each of the tenant's sequences stand where.</summary>
    public IReadOnlyList<SequenceCounts> Sequences { get; init; } = [];

    /// <summary>How many of the tenant's messages stand where.</summary>
    public IReadOnlyDictionary<MessageState, int> Messages { get; init; } = new Dictionary<MessageState, int>();

    /// <summary>How many of the tenant's messages were queued more than an hour ago, are due and have not left: the mail server does not respond, or no worker is running.</summary>
    public int LateMessages { get; init; }

    /// <summary>How many of the tenant's enrollments each cause blocks.</summary>
    public IReadOnlyDictionary<string, int> Blocked { get; init; } = new Dictionary<string, int>();

    /// <summary>How many of the tenant's enrollments have waited for each slow step handler for more than an hour.</summary>
    public IReadOnlyDictionary<string, int> Unanswered { get; init; } = new Dictionary<string, int>();

    /// <summary>What each subscriber has not handled of the tenant's events, where some are parked or have waited for more than a day.</summary>
    public IReadOnlyList<SubscriberBacklog> Backlog { get; init; } = [];

    /// <summary>Broken invariants; null where nobody asked for them.</summary>
    public IReadOnlyList<InvariantBreach>? Breaches { get; init; }

    /// <summary>What keeps work from going on; empty where all is well.</summary>
    public IReadOnlyList<InspectionProblem> Problems =>
        [
            .. One(DatabaseProblem is { } silent ? new InspectionProblem("database", silent) : null),
            .. One(
                Schema is { Missing.Count: > 0 } old
                    ? new InspectionProblem("schema-old", $"The database lacks {old.Missing.Count} migration(s), the first is {old.Missing[0]}.")
                    : null
            ),
            .. One(
                Schema is { Unknown.Count: > 0 } newer
                    ? new InspectionProblem("schema-new", $"The database was migrated by a newer version ({newer.Unknown[0]}); update this host.")
                    : null
            ),
            .. One(
                Schema is { IsCurrent: true } && DatabaseProblem is null && Tenant is null
                    ? new InspectionProblem("not-set-up", "The tenant is not set up.")
                    : null
            ),
            .. Plugins
                .Where(plugin => plugin.IsRefused)
                .Select(plugin => new InspectionProblem("plugin-refused", $"The plugin {plugin.Id} is refused: {plugin.Reason}")),
            .. One(
                IsRestored
                    ? new InspectionProblem(
                        "restored",
                        "The database is older than its last mark: it was restored from a backup. Nothing is sent until a recovery is begun."
                    )
                    : null
            ),
            .. LackingPlugins.Select(plugin => new InspectionProblem("plugin-lacking", plugin.InWords)),
            .. Mailboxes
                .Where(mailbox => !mailbox.IsActive)
                .Select(mailbox => new InspectionProblem(
                    "mailbox-inactive",
                    $"The mailbox {mailbox.Address} may not send: {(mailbox.Reason ?? "it is switched off").TrimEnd('.')}."
                )),
            .. Mailboxes
                .Where(mailbox => !Channels.Contains(mailbox.Channel))
                .Select(mailbox => new InspectionProblem("channel", $"No plugin serves the channel '{mailbox.Channel}' of the mailbox {mailbox.Id}.")),
            .. (Breaches ?? []).Select(breach => new InspectionProblem(
                "invariant",
                $"The invariant {breach.Invariant} is broken {breach.Count} time(s), such as by {string.Join(", ", breach.Examples)}."
            )),
        ];

    /// <summary>What waits for a person; empty where everything goes on by itself. A stopped mailbox is among the problems.</summary>
    public IReadOnlyList<WaitingWork> Waits =>
        [
            .. One(
                Messages.GetValueOrDefault(MessageState.Unknown) is > 0 and var unknown
                    ? new WaitingWork("unknown", unknown, $"{unknown} message(s) are Unknown: nobody knows whether they were delivered.")
                    : null
            ),
            .. One(LateMail.Of(LateMessages)),
            .. BlockedWork.Of(Blocked),
            .. One(
                Sequences.Sum(sequence => sequence.Enrollments.GetValueOrDefault(EnrollmentState.Failed)) is > 0 and var failed
                    ? new WaitingWork("failed", failed, $"{failed} enrollment(s) have Failed.")
                    : null
            ),
            .. SubscriberWork.Of(Backlog),
            .. SlowWork.Of(Unanswered),
        ];

    private IReadOnlyList<MailboxView> Mailboxes => Tenant?.Mailboxes ?? [];

    private static T[] One<T>(T? found)
        where T : class => found is null ? [] : [found];
}
