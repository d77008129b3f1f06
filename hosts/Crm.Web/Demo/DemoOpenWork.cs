using Crm.Activities;
using Crm.Stores;

namespace Crm.Web.Demo;

/// <summary>Finds the open task or draft that a story means.</summary>
internal sealed class DemoOpenWork(DemoDirectory directory, ListTasks list)
{
    /// <summary>The one about the entry's record; of several tasks the one whose subject the entry names.</summary>
    /// <param name="entry">The entry, whose verb's text is the record.</param>
    /// <param name="type">Key of the type: <c>crm.task</c> or <c>crm.email_draft</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<TaskView> FindAsync(DemoEntry entry, string type, CancellationToken cancellationToken)
    {
        var caller = directory.CallerOf(entry);
        var record = directory.Record(entry, entry.Required(entry.Verb));
        var input = new ListTasksInput
        {
            Assignee = directory.Member(entry.By).Id,
            Types = [type],
            WithText = true,
            Page = new PageRequest(PageRequest.MaxSize),
        };
        var rows = (await list.ExecuteAsync(caller, input, cancellationToken)).Rows.Where(row => row.Record == record);
        if (entry["task"] is { } subject)
            rows = rows.Where(row => row.Activity.Subject == subject);
        return rows.ToList() is [var one] ? one : throw entry.Wrong($"not one open {type} is meant, but {rows.Count()}");
    }
}
