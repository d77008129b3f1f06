using Crm.Activities;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Components;

/// <summary>What waits for a person, as a queue shows it.</summary>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Rows">The earliest due first.</param>
/// <param name="HasMore">Whether there is more than is shown.</param>
internal sealed record QueueList(DisplaySettings Settings, IReadOnlyList<TaskView> Rows, bool HasMore)
{
    /// <summary>Drafts to approve.</summary>
    public const string Approvals = "approvals";

    /// <summary>Calls to make.</summary>
    public const string Calls = "calls";

    /// <summary>Other tasks.</summary>
    public const string Tasks = "tasks";

    private const int Most = 100;

    /// <summary>Reads what waits for the caller; where the host itself looks, for everybody.</summary>
    /// <param name="reading">The transaction.</param>
    public static async Task<QueueList> ReadAsync(Reading reading)
    {
        var settings = await DisplaySettings.ReadAsync(reading);
        var input = new ListTasksInput
        {
            Assignee = settings.Me,
            WithPeople = true,
            Page = new PageRequest(Most),
        };
        var page = await reading.ReadAsync(reading.Get<ListTasks>(), input);
        return new QueueList(settings, page.Rows, page.Next is not null);
    }

    /// <summary>Those of one kind.</summary>
    public IReadOnlyList<TaskView> Of(string kind) => [.. Rows.Where(row => KindOf(row) == kind)];

    /// <summary>Which of the three kinds one is.</summary>
    public static string KindOf(TaskView row) =>
        row.Activity.TypeKey == ActivityTypes.EmailDraft ? Approvals
        : row.Kind == TaskKind.Call ? Calls
        : Tasks;
}
