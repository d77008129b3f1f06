using Crm.Plugins;

namespace Crm.Activities;

/// <summary>An activity with what a page shows beside it.</summary>
/// <param name="Activity">The activity, with body, details and metadata.</param>
/// <param name="Records">The records it is linked to directly, those only that the caller may see.</param>
/// <param name="AuthorName">Who wrote it down.</param>
public sealed record ActivityView(Activity Activity, IReadOnlyList<NamedRecord> Records, string AuthorName)
{
    /// <summary>The type's label; null where its plugin is not loaded.</summary>
    public string? TypeLabel { get; init; }

    /// <summary>The outcome's label, or null.</summary>
    public string? OutcomeLabel { get; init; }

    /// <summary>Whom it waits for, or null.</summary>
    public string? AssigneeName { get; init; }
}

/// <summary>Shows one activity as a whole. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class GetActivity(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown, deleted, of another tenant, or not for the caller to see.</exception>
    public Task<ActivityView> ExecuteAsync(Caller caller, ActivityId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return executor.ReadAsync(caller, Right.ReadRecords, work => GetAsync(work, id, cancellationToken), cancellationToken);
    }

    private async Task<ActivityView> GetAsync(Work work, ActivityId id, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(work, id, revision: null, cancellationToken);
        var activity = stored.Activity;
        var outcomes = OutcomeCatalog.Of(plugins, await work.Stores.Tenancy.GetOutcomesAsync(cancellationToken));
        return new ActivityView(
            activity,
            [.. stored.Records.Where(record => work.Access.Sees(record.Owner)).Select(record => new NamedRecord(record.Ref, record.Name))],
            ListInput.NameOf(work.Access, activity.Author)
        )
        {
            TypeLabel = plugins.ActivityTypes.TryGetValue(activity.TypeKey, out var type) ? type.Descriptor.Label : null,
            OutcomeLabel = activity.Outcome is { } outcome ? outcomes.Find(activity.TypeKey, outcome)?.Label ?? outcome : null,
            AssigneeName = activity.Assignee is { } assignee && work.Access.Members.TryGetValue(assignee, out var member) ? member.Name : null,
        };
    }
}
