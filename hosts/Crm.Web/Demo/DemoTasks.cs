using Crm.Activities;

namespace Crm.Web.Demo;

/// <summary>Tasks and calls that were done.</summary>
internal sealed class DemoTasks(DemoDirectory directory, DemoOpenWork work, CompleteTask complete) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["done"];

    /// <inheritdoc/>
    public bool MovesSequences => true;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var task = await work.FindAsync(entry, "crm.task", cancellationToken);
        var input = new CompleteTaskInput(task.Activity.Id)
        {
            Note = entry["text"],
            Outcome = entry["outcome"],
            Duration = entry.Minutes("minutes"),
            RetryAt = entry.Moment("retry"),
        };
        await complete.ExecuteAsync(directory.CallerOf(entry), input, cancellationToken);
    }
}
