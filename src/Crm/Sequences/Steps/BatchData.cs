using Crm.Activities;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records.Editing;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Sequences.Steps;

/// <summary>What decisions about a batch of enrollments are made from: read set-based before, not changed while they are made. One moment for all.</summary>
internal sealed record BatchData : Planning
{
    private readonly Dictionary<RecordId, RecordSnapshot> snapshots = [];

    /// <summary>Adds to what planning takes.</summary>
    public BatchData(Planning planning)
        : base(planning) { }

    /// <summary>Now, in UTC; microseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The newest texts of steps.</summary>
    public IReadOnlyDictionary<(SequenceVersionId Version, string Step), StepText> Texts { get; init; } =
        new Dictionary<(SequenceVersionId, string), StepText>();

    /// <summary>Suppressions of the recipients' addresses.</summary>
    public IReadOnlyDictionary<(TenantId Tenant, string AddressHash), Suppression> Suppressions { get; init; } =
        new Dictionary<(TenantId, string), Suppression>();

    /// <summary>Mailboxes by tenant.</summary>
    public IReadOnlyDictionary<TenantId, List<Mailbox>> Mailboxes { get; init; } = new Dictionary<TenantId, List<Mailbox>>();

    /// <summary>Values that plugins keep on the enrollments.</summary>
    public IReadOnlyDictionary<EnrollmentId, List<EnrollmentValue>> Values { get; init; } = new Dictionary<EnrollmentId, List<EnrollmentValue>>();

    /// <summary>Messages of the enrollments that left the house, oldest first: the thread that a follow-up joins.</summary>
    public IReadOnlyDictionary<EnrollmentId, List<ThreadMessage>> Threads { get; init; } = new Dictionary<EnrollmentId, List<ThreadMessage>>();

    /// <summary>The records as this batch leaves them.</summary>
    public KnownRecords Known => field ??= new KnownRecords(Records.Values);

    /// <summary>Reads what deciding steps takes, one query per kind of row.</summary>
    public static async Task<BatchData> LoadAsync(
        ILookups stores,
        PublishedSequences versions,
        PluginCatalog catalog,
        IReadOnlyList<Enrollment> enrollments,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var plan = await Planning.LoadAsync(stores, versions, enrollments, cancellationToken);
        var hashes = HashesOf(enrollments, plan);
        var putOff = enrollments
            .Where(enrollment => enrollment.Attempt > 0 || enrollment.State is EnrollmentState.Waiting or EnrollmentState.Paused)
            .Select(StepExecutionIds.Of)
            .ToList();
        var followUps = enrollments.Where(enrollment => IsFollowUp(enrollment, plan)).Select(enrollment => enrollment.Id).ToList();
        var needState = enrollments.Where(enrollment => NeedsState(enrollment, plan, catalog)).Select(enrollment => enrollment.Id).ToList();
        var texts = await stores.Sequences.GetTextsAsync([.. plan.Versions.Keys], cancellationToken);
        var suppressions =
            hashes.Count == 0 ? [] : await stores.Messages.GetSuppressionsAsync([.. plan.Tenants.Keys], Channels.Email, hashes, cancellationToken);
        var mailboxes = await stores.Messages.GetMailboxesAsync([.. plan.Tenants.Keys], cancellationToken);
        var values = needState.Count == 0 ? [] : await stores.Sequences.GetValuesAsync(needState, cancellationToken);
        var threads = followUps.Count == 0 ? [] : await stores.Messages.GetThreadsAsync(followUps, cancellationToken);
        return new BatchData(plan)
        {
            Now = now,
            Texts = texts.ToDictionary(text => (text.Version, text.StepKey)),
            Suppressions = suppressions.ToDictionary(suppression => (suppression.Tenant, suppression.AddressHash)),
            Mailboxes = mailboxes.GroupBy(mailbox => mailbox.Tenant).ToDictionary(group => group.Key, group => group.ToList()),
            Executions = await ExecutionsAsync(stores, putOff, cancellationToken),
            Links = await TimelineLinks.LoadAsync(stores.Records, plan.Records.Values, cancellationToken),
            Values = values.GroupBy(value => value.Enrollment).ToDictionary(group => group.Key, group => group.ToList()),
            Threads = threads.GroupBy(message => message.Enrollment).ToDictionary(group => group.Key, group => group.ToList()),
        };
    }

    /// <summary>Reads what putting off takes, and no more: its execution, if there is one.</summary>
    public static async Task<BatchData> LoadForPostponingAsync(
        ILookups stores,
        Enrollment enrollment,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => new(None) { Now = now, Executions = await ExecutionsAsync(stores, [StepExecutionIds.Of(enrollment)], cancellationToken) };

    /// <summary>What keeps mail from an enrollment's recipient: the address that would be written to is suppressed, or the person said no by another one.</summary>
    public Suppression? SuppressionOf(Enrollment enrollment)
    {
        if (Suppressions.Count == 0)
            return null;
        if (enrollment.AddressHash is { } hash && Suppressions.TryGetValue((enrollment.Tenant, hash), out var own))
            return own;
        foreach (var address in AddressesOf(Live(enrollment.Recipient)))
            if (
                Suppressions.TryGetValue((enrollment.Tenant, AddressHash.Of(address.Normalized)), out var other)
                && (address.IsPrimary || other.Reason != SuppressionReason.Bounced)
            )
                return other;
        return null;
    }

    /// <summary>The email addresses of a person.</summary>
    private static IEnumerable<ContactPoint> AddressesOf(CrmRecord? person)
    {
        foreach (var point in person?.ContactPoints ?? [])
            if (point.Kind == ContactPointKind.Email)
                yield return point;
    }

    /// <summary>The addresses that enrollments write to, and the others of their recipients.</summary>
    private static HashSet<string> HashesOf(IReadOnlyList<Enrollment> enrollments, Planning plan)
    {
        var hashes = new HashSet<string>(enrollments.Count);
        foreach (var enrollment in enrollments)
        {
            if (enrollment.AddressHash is { } hash)
                hashes.Add(hash);
            // The enrollment's own hash follows the primary address.
            foreach (var address in AddressesOf(plan.Live(enrollment.Recipient)))
                if (!address.IsPrimary || enrollment.AddressHash is null)
                    hashes.Add(AddressHash.Of(address.Normalized));
        }
        return hashes;
    }

    /// <summary>A record as plugins see it; made once per batch.</summary>
    public RecordSnapshot? Snapshot(CrmRecord? record)
    {
        if (record is null)
            return null;
        if (!snapshots.TryGetValue(record.Id, out var snapshot))
            snapshots[record.Id] = snapshot = new RecordSnapshots(Members, Records).Of(record);
        return snapshot;
    }

    /// <summary>The last message that left for an enrollment by a channel: a follow-up joins its thread and keeps its sender. Null where none did.</summary>
    public ThreadMessage? ThreadOf(EnrollmentId enrollment, string channel) =>
        Threads.TryGetValue(enrollment, out var thread) ? thread.FindLast(message => message.Channel == channel) : null;

    /// <summary>Who the recipient hears from: whose mailbox began the thread, else the owner.</summary>
    public MemberId? SenderOf(Enrollment enrollment) =>
        ThreadOf(enrollment.Id, Channels.Email) is { } previous && MailboxOf(enrollment.Tenant, previous.Mailbox) is { Member: { } member }
            ? member
            : enrollment.Owner;

    /// <summary>A mailbox, or null where it is gone.</summary>
    public Mailbox? MailboxOf(TenantId tenant, MailboxId id) => Mailboxes.TryGetValue(tenant, out var all) ? all.Find(mailbox => mailbox.Id == id) : null;

    /// <summary>The mailbox that sends for an owner: the owner's own, else the tenant's shared one; null where there is neither.</summary>
    /// <remarks>The owner's own is never replaced by the shared one because it may not send just now: a sender does not change silently.</remarks>
    public Mailbox? MailboxOf(TenantId tenant, MemberId? owner, string channel)
    {
        if (!Mailboxes.TryGetValue(tenant, out var all))
            return null;
        Mailbox? shared = null;
        foreach (var mailbox in all)
        {
            if (mailbox.Channel != channel)
                continue;
            if (owner is not null && mailbox.Member == owner)
                return mailbox;
            if (mailbox.Member is null && (shared is null || (!shared.IsActive && mailbox.IsActive)))
                shared = mailbox;
        }
        return shared;
    }

    private static async Task<Dictionary<StepExecutionId, StepExecution>> ExecutionsAsync(
        ILookups stores,
        List<StepExecutionId> ids,
        CancellationToken cancellationToken
    ) => ids.Count == 0 ? [] : (await stores.Sequences.GetExecutionsByIdAsync(ids, cancellationToken)).ToDictionary(execution => execution.Id);

    /// <summary>Only a step behind the first, or a second pass, can have mail before it.</summary>
    private static bool IsFollowUp(Enrollment enrollment, Planning plan) =>
        enrollment.Pass > 1 || (plan.Versions.TryGetValue(enrollment.Version, out var version) && version.IndexOf(enrollment.StepKey) > 0);

    private static bool NeedsState(Enrollment enrollment, Planning plan, PluginCatalog catalog) =>
        plan.Versions.TryGetValue(enrollment.Version, out var version)
        && version.IndexOf(enrollment.StepKey) is >= 0 and var index
        && catalog.StepHandlers.TryGetValue(version.Steps[index].Type, out var handler)
        && (handler.Descriptor.Needs.HasFlag(StepNeeds.State) || handler.IsSlow);
}
