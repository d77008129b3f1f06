namespace Crm.Activities;

/// <summary>The activity to show.</summary>
/// <param name="Id">The activity.</param>
public sealed record GetActivityInput(ActivityId Id);

/// <summary>An activity with what a page shows beside it.</summary>
/// <param name="Activity">The activity, with body, details and metadata.</param>
/// <param name="Records">The records it is linked to directly, those only that the caller may see.</param>
/// <param name="AuthorName">Who wrote it down.</param>
public sealed record ActivityPage(ActivityView Activity, IReadOnlyList<NamedRecord> Records, string AuthorName)
{
    /// <summary>The type's label; null where its plugin is not loaded.</summary>
    public string? TypeLabel { get; init; }

    /// <summary>The outcome's label, or null.</summary>
    public string? OutcomeLabel { get; init; }

    /// <summary>Whom it waits for, or null.</summary>
    public string? AssigneeName { get; init; }

    /// <summary>The contacts and leads among the attendees that the caller may see.</summary>
    public IReadOnlyList<NamedRecord> AttendeeRecords { get; init; } = [];
}

/// <summary>Shows one activity as a whole.</summary>
/// <remarks>NotFound: it is unknown, deleted, of another tenant, or not for the caller to see.</remarks>
public sealed class GetActivity : UseCase<GetActivityInput, ActivityPage>
{
    private readonly PluginCatalog plugins;

    internal GetActivity(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activity.get", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<ActivityPage> DecideAsync(Work work, GetActivityInput input)
    {
        var (activity, _, records) = await work.GetActivityAsync(input.Id);
        var outcomes = OutcomeCatalog.Of(plugins, await work.Stores.Tenancy.GetOutcomesAsync(work.Cancellation));
        return new ActivityPage(
            ActivityView.Of(activity),
            [.. records.Where(record => work.Access.Sees(record.Owner)).Select(record => new NamedRecord(record.Ref, record.Name))],
            work.Access.NameOf(activity.Author)
        )
        {
            TypeLabel = plugins.ActivityTypes.GetValueOrDefault(activity.TypeKey)?.Descriptor.Label,
            OutcomeLabel = activity.Outcome is { } outcome ? outcomes.Find(activity.TypeKey, outcome)?.Label ?? outcome : null,
            AssigneeName = work.Access.NameOf(activity.Assignee),
            AttendeeRecords = await AttendeeRecordsAsync(work, activity),
        };
    }

    private static async Task<IReadOnlyList<NamedRecord>> AttendeeRecordsAsync(Work work, Activity activity)
    {
        var ids = activity.Attendees.Select(attendee => attendee.Record?.Id).OfType<RecordId>().ToHashSet();
        var found = ids.Count == 0 ? [] : await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation);
        return [.. found.Where(record => work.Access.Sees(record.Owner)).Select(record => new NamedRecord(record.Ref, record.Name))];
    }
}
