using Crm.Activities;
using Crm.Activities.Types;

namespace Crm.Sequences.Drafts;

/// <summary>Reads one draft for a use case.</summary>
internal static class DraftWork
{
    /// <summary>The open draft of an enrollment that the caller may see and act on.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="id">The draft.</param>
    /// <param name="hash">Hash of the text that the caller saw; null: whatever it is now.</param>
    /// <exception cref="CrmException">
    /// NotFound: it is unknown or not for the caller to see. Refused: it is no draft of a sequence, or not open any more. Forbidden: it waits for another member. Stale: the text is another one.
    /// </exception>
    public static async Task<StoredActivity> GetDraftAsync(this Work work, ActivityId id, string? hash = null)
    {
        var stored = await work.GetActivityAsync(id);
        work.RequireMine(stored.Activity);
        if (stored.Activity.TypeKey != EmailDraftActivity.Key || stored.Activity.Execution is null)
            throw CrmException.Refused("no-draft", "This draft was not written by a sequence.");
        if (stored.Activity.State != ActivityState.Open)
            throw CrmException.Refused("draft-not-open", $"The draft is {stored.Activity.State}; only an open one can be edited, approved or rejected.");
        return hash is null || string.Equals(hash, DraftText.Of(stored.Activity).Hash, StringComparison.OrdinalIgnoreCase)
            ? stored
            : throw CrmException.Stale("draft", null, stored.Activity.Revision);
    }
}
