using Crm.Plugins;

namespace Crm.Activities;

/// <summary>What is to be written down.</summary>
/// <param name="Type">Key of a loaded type, of plugins too; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Records">The records it is about, 1 to 50; something to do may stand alone.</param>
/// <param name="Content">What it says.</param>
public sealed record LogActivityInput(string Type, IReadOnlyList<RecordRef> Records, ActivityContent Content);

/// <summary>Writes down an activity of any type. Takes <see cref="Right.EditRecords"/>; publishes <c>activity.logged</c>.</summary>
public sealed class LogActivity(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The activity as it is stored.</returns>
    /// <exception cref="CrmException">Invalid: the type is not loaded, or a member is wrong; every wrong member is named. NotFound: a record is unknown or not for the caller to see.</exception>
    public Task<Activity> ExecuteAsync(Caller caller, LogActivityInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "activity.log", Right.EditRecords, input, work => LogAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<Activity> LogAsync(Work work, LogActivityInput input, CancellationToken cancellationToken)
    {
        var type = plugins.ActivityType(input.Type).Descriptor;
        if (input.Records.Count == 0 && !type.Uses.HasFlag(ActivityFields.Due))
            throw CrmException.Invalid("records", $"{type.Key} must be linked to a record at least, found none.");
        RequireMember(work, input.Content.Assignee);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, cancellationToken);
        var records = await LinkedRecords.RequireAsync(work, input.Records, cancellationToken);
        var wanted = new NewActivity(type.Key, input.Content, records.Ids)
        {
            Tenant = work.Tenant,
            Id = new ActivityId(work.NewId()),
            Author = work.Author,
            Now = work.Now,
        };
        var logged = ActivityDecisions.Log(work.Changes, rules, wanted, records.Links);
        ActivityTrail.Leave(work, "activity.logged", records.Refs.Count > 0 ? records.Refs[0] : null, before: null, logged);
        return logged;
    }

    /// <summary>Refuses an assignee who is unknown or not active.</summary>
    internal static void RequireMember(Work work, MemberId? assignee)
    {
        if (assignee is { } id && !(work.Access.Members.TryGetValue(id, out var member) && member.IsActive))
            throw CrmException.Invalid("assignee", $"There is no active member '{id}'.");
    }
}
