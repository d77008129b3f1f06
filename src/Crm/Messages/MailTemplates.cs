using Crm.Records.Editing;
using Crm.Sequences;
using Crm.Sequences.Templates;

namespace Crm.Messages;

/// <summary>Finds, checks and renders templates for mail that people write.</summary>
internal static class MailTemplates
{
    /// <summary>Whether somebody may use a template: an own one, or a shared one.</summary>
    public static bool MayUse(Access access, MailTemplate template) =>
        template.IsShared || (template.Owner is { } owner && owner == access.Member?.Id) || access.Member is null;

    /// <summary>Whether somebody may change a template: its author, and of shared ones those who act for others.</summary>
    public static bool MayEdit(Access access, MailTemplate template) =>
        access.Member is null
        || (template.Owner is { } owner && owner == access.Member.Id)
        || (template.IsShared && access.Rights.Contains(Right.ActForOthers));

    /// <summary>A template that the caller may use.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown, or another member's own.</exception>
    public static async Task<MailTemplate> GetTemplateAsync(this Work work, MailTemplateId id) =>
        (await work.Stores.Messages.GetTemplatesAsync(work.Cancellation)).FirstOrDefault(template => template.Id == id && MayUse(work.Access, template))
        ?? throw CrmException.NotFound("template", id.ToString());

    /// <summary>Collects what is wrong with a text in Liquid.</summary>
    public static void Check(string field, string text, IReadOnlyList<CustomField> custom, Problems problems)
    {
        try
        {
            LiquidTemplates.Check(text);
            foreach (var problem in TemplateFields.Of([.. Enum.GetValues<RecordType>()], custom, "signature").Problems(text))
                problems.Add(field, problem);
        }
        catch (TemplateException exception)
        {
            problems.Add(field, exception.Message);
        }
    }

    /// <summary>What templates see of a record: itself, its person, company and deal, as far as the caller may see them, and the caller as the sender.</summary>
    public static async Task<TemplateModel> ModelAsync(this Work work, CrmRecord record)
    {
        var contact = record is Deal { Contact: { } person } ? await FindAsync<Contact>(work, person) : record as Contact;
        var employer = (record as Deal)?.Company ?? contact?.Company;
        var company = record as Company ?? (employer is { } id ? await FindAsync<Company>(work, id) : null);
        CrmRecord?[] all = [record, contact, company];
        var snapshots = new RecordSnapshots(work.Access.Members, all.OfType<CrmRecord>().DistinctBy(one => one.Id).ToDictionary(one => one.Id));
        return TemplateModel.From(
            snapshots.Of(record),
            record is Lead ? snapshots.Of(record) : Snapshot(contact),
            Snapshot(company),
            record is Deal ? snapshots.Of(record) : null,
            await SenderAsync(work)
        );

        RecordSnapshot? Snapshot(CrmRecord? one) => one is null ? null : snapshots.Of(one);
    }

    private static async Task<Dictionary<string, object>?> SenderAsync(Work work)
    {
        if (work.Access.Member is not { } member)
            return null;
        var fields = new Dictionary<string, object> { ["name"] = member.Name };
        if (member.Email is { } email)
            fields["email"] = email;
        if ((await work.Stores.Tenancy.FindMemberSettingsAsync(member.Id, work.Cancellation))?.Signature is { } signature)
            fields["signature"] = signature;
        return fields;
    }

    private static async Task<T?> FindAsync<T>(Work work, RecordId id)
        where T : CrmRecord =>
        (await work.Stores.Records.GetAsync([id], work.Cancellation))
            .OfType<T>()
            .FirstOrDefault(found => found.DeletedAt is null && work.Access.Sees(found.Owner));
}
