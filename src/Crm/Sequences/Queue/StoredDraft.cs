using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Activities.Types;

namespace Crm.Sequences.Queue;

/// <summary>What use cases about one draft have in common.</summary>
internal static class StoredDraft
{
    /// <summary>The open draft of an enrollment that the caller may see and act on.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Refused: it is no draft of a sequence, or not open any more. Forbidden: it waits for another member.</exception>
    public static async Task<StoredActivity> RequireAsync(Work work, ActivityId id, CancellationToken cancellationToken)
    {
        var stored = await work.GetActivityAsync(id);
        work.RequireMine(stored.Activity);
        if (stored.Activity.TypeKey != EmailDraftActivity.Key || stored.Activity.Execution is null)
            throw CrmException.Refused("no-draft", "This is no draft that a sequence wrote.");
        return stored.Activity.State == ActivityState.Open
            ? stored
            : throw CrmException.Refused("draft-not-open", $"The draft is {stored.Activity.State}; only an open one can be edited, approved or rejected.");
    }

    /// <summary>Refuses what was decided about another text.</summary>
    public static void RequireSame(Activity draft, string? hash)
    {
        if (hash is not null && !string.Equals(hash, DraftText.Of(draft).Hash, StringComparison.OrdinalIgnoreCase))
            throw CrmException.Stale("draft", null, draft.Revision);
    }
}
