using Crm.Sequences;

namespace Crm.Web.Demo;

/// <summary>Drafts that were approved or rejected.</summary>
internal sealed class DemoDrafts(DemoDirectory directory, DemoOpenWork work, ApproveDraft approve, RejectDraft reject, DemoLostMail lost) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["approve", "reject"];

    /// <inheritdoc/>
    public bool MovesSequences => true;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var caller = directory.CallerOf(entry);
        var draft = await work.FindAsync(entry, "crm.email_draft", cancellationToken);
        if (entry.Verb == "reject")
        {
            await reject.ExecuteAsync(caller, new RejectDraftInput(draft.Activity.Id, entry.Word<AfterRejection>("then"), entry["why"]), cancellationToken);
            return;
        }
        var approved = await approve.ExecuteAsync(caller, new ApproveDraftInput(draft.Activity.Id, draft.Text!.Hash), cancellationToken);
        if (entry.Is("lost"))
            await lost.SendAsync(approved.Message!.Value, draft.Record!.Value.Id, cancellationToken);
    }
}
