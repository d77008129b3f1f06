using System.Text.RegularExpressions;
using Crm.Events;
using Crm.Messages;

namespace Crm.Tenancy;

/// <summary>Sets what the caller wants for the own work, as a whole: null members are empty. The signature may have 4,000 characters; the mailbox is an own one, or one of the tenant's. Publishes <c>member.updated</c> where the time zone changes.</summary>
/// <remarks>Invalid: names every wrong field; a mailbox of another member is none of the caller's. Stale: another revision was found. Refused with <c>no-member</c>: the host itself calls.</remarks>
public sealed partial class SaveMemberSettings : UseCase<MemberSettingsView, MemberSettingsView>
{
    private const int MaxSignature = 4_000;

    internal SaveMemberSettings(UseCaseExecutor executor)
        : base(executor, "member-settings.save", Right.ReadRecords, WorkKind.Write) { }

    private protected override async Task<MemberSettingsView> DecideAsync(Work work, MemberSettingsView input)
    {
        var member = work.RequireMember();
        var before = await work.Stores.Tenancy.FindMemberSettingsAsync(member.Id, work.Cancellation);
        if (input.Revision is { } expected && expected != (before?.Revision ?? 0))
            throw CrmException.Stale("settings", expected, before?.Revision ?? 0);
        var check = new Problems();
        var after = new MemberSettings
        {
            Tenant = work.Tenant,
            Member = member.Id,
            Signature = check.Text("signature", input.Signature, MaxSignature),
            Language = LanguageOf(input.Language, check),
            Mailbox = await MailboxOfAsync(work, member, input.Mailbox, check),
            Revision = (before?.Revision ?? 0) + 1,
        };
        var zone = input.Zone is null ? null : check.Zone("zone", input.Zone);
        check.ThrowIfInvalid();
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"member-settings:{member.Id}", before is null ? null : Shown(before), Shown(after));
        if (zone == member.Zone)
            return MemberSettingsView.Of(member, after);
        var moved = member with { Zone = zone, Revision = member.Revision + 1 };
        work.Changes.Update(moved);
        work.Audit($"member:{member.Id}", MemberRules.Shown(member), MemberRules.Shown(moved));
        work.Publish("member.updated", null, new EventPayload.OfMember(member.Id));
        return MemberSettingsView.Of(moved, after);
    }

    /// <summary>A signature is the member's own text; the audit says that there is one.</summary>
    private static object Shown(MemberSettings settings) =>
        new
        {
            signature = settings.Signature?.Length,
            settings.Language,
            settings.Mailbox,
        };

    private static string? LanguageOf(string? language, Problems check)
    {
        if (string.IsNullOrWhiteSpace(language))
            return null;
        if (!Language().IsMatch(language))
            check.Add("language", $"It must be a language such as de or en-GB, was '{Problems.Shown(language)}'.");
        return language;
    }

    private static async Task<MailboxId?> MailboxOfAsync(Work work, Member member, MailboxId? wanted, Problems check)
    {
        if (wanted is not { } id)
            return null;
        var mailboxes = await work.Stores.Messages.GetMailboxesAsync(work.Cancellation);
        if (mailboxes.FirstOrDefault(mailbox => mailbox.Id == id) is not { } found || (found.Member is { } owner && owner != member.Id))
            check.Add("mailbox", "There is no such mailbox of yours or of the tenant.");
        return id;
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
