using Crm.Activities;
using Crm.Plugins;
using Crm.Sequences.Queue;

namespace Crm.Sequences;

/// <summary>Another text for a draft; null members stay.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Hash">Hash of the text that was edited; null: whatever it is now.</param>
public sealed record EditDraftInput(ActivityId Id, string? Hash = null)
{
    /// <summary>One line.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public string? Text { get; init; }

    /// <summary>The body as HTML; empty removes it. An edited plain text without it removes it as well, so that the two never say different things.</summary>
    public string? Html { get; init; }
}

/// <summary>Edits the draft of an email before it is approved. Takes <see cref="Right.EditRecords"/>, and <see cref="Right.ActForOthers"/> where it waits for another member; publishes <c>draft.edited</c>.</summary>
/// <remarks>NotFound; Stale: the text was changed meanwhile; Refused: it is not open; Invalid: the text is empty or too long; Forbidden.</remarks>
public sealed class EditDraft : UseCase<EditDraftInput, DraftText>
{
    private readonly PluginCatalog plugins;

    internal EditDraft(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "draft.edit", Right.EditRecords, WorkKind.Write)
    {
        this.plugins = plugins;
        ConditionalRights = [Right.ActForOthers];
    }

    private protected override async Task<DraftText> DecideAsync(Work work, EditDraftInput input)
    {
        var stored = await StoredDraft.RequireAsync(work, input.Id, work.Cancellation);
        StoredDraft.RequireSame(stored.Activity, input.Hash);
        var before = DraftText.Of(stored.Activity);
        var after = new DraftText(
            input.Subject ?? before.Subject,
            input.Text ?? before.Text,
            input.Html is null && input.Text is null ? before.Html
                : string.IsNullOrWhiteSpace(input.Html) ? null
                : input.Html
        );
        Check(after);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var edited = ActivityDecisions.Edit(work.Changes, rules, stored.Activity, after.In(stored.Activity), stored.Entries, work.Now);
        ActivityTrail.Leave(work, "draft.edited", stored.Record, stored.Activity, edited);
        return DraftText.Of(edited);
    }

    private static void Check(DraftText text)
    {
        if (string.IsNullOrWhiteSpace(text.Subject) || text.Subject.AsSpan().IndexOfAny('\r', '\n') >= 0)
            throw CrmException.Invalid("subject", "It must be one line, not empty.");
        if (string.IsNullOrWhiteSpace(text.Text))
            throw CrmException.Invalid("text", "It must not be empty.");
    }
}
