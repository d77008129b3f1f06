using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Web.Demo;

/// <summary>What members have set up for their work: mailboxes, signatures, templates, views of lists.</summary>
internal sealed class DemoDesks(DemoDirectory directory, AddMailbox mailbox, SaveMemberSettings settings, SaveTemplate template, SaveView view) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["mailbox", "settings", "template", "view"];

    /// <inheritdoc/>
    public bool MovesSequences => false;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var (caller, what) = (directory.CallerOf(entry), entry.Required(entry.Verb));
        switch (entry.Verb)
        {
            case "mailbox":
                var owner = directory.Member(what);
                await mailbox.ExecuteAsync(caller, new AddMailboxInput(owner.Email!) { DisplayName = owner.Name, Member = owner.Id }, cancellationToken);
                break;
            case "settings":
                var member = directory.Member(entry.By);
                await settings.ExecuteAsync(caller, new MemberSettingsView { Signature = what, Zone = member.Zone }, cancellationToken);
                break;
            case "template":
                var written = new SaveTemplateInput(what, entry.Required("subject"), entry.Required("text")) { IsShared = entry.Is("shared") };
                await template.ExecuteAsync(caller, written, cancellationToken);
                break;
            default:
                var list = new ListRecordsInput(entry.Word<RecordType>("of"))
                {
                    Stages = entry.All("stages") is { Count: > 0 } stages ? stages : null,
                    UntouchedForDays = entry.Number("untouched days"),
                    Sort = entry.Word<RecordSort>("sort"),
                };
                await view.ExecuteAsync(caller, new SavedViewView(what, list), cancellationToken);
                break;
        }
    }
}
