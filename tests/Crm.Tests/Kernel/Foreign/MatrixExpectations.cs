using Crm.Accounts;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;

namespace Crm.Kernel.Foreign;

/// <summary>Whose the named thing is.</summary>
internal enum Whose
{
    /// <summary>Another tenant's.</summary>
    Tenant,

    /// <summary>Of a record of the own tenant that the caller may not see.</summary>
    Hidden,

    /// <summary>Another member's, of a record that everybody sees.</summary>
    Member,
}

/// <summary>What the matrix expects where it is not what it expects everywhere.</summary>
internal static class MatrixExpectations
{
    /// <summary>Use cases whose input names nothing: lists and settings of the tenant, and files, whose rights ImportRightsTests prove.</summary>
    public static IReadOnlyList<string> NamesNothing { get; } =
    [
        "administrator.invite",
        "custom-fields.list",
        "day.get",
        "changes.list",
        "events.parked",
        "fields.resolve",
        "file.import",
        "installation.inspect",
        "mailboxes.list",
        "member-settings.get",
        "members.list",
        "outcomes.list",
        "records.search",
        "sequence.publish",
        "sequence.save",
        "sequences.list",
        "settings.get",
        "suppressions.import",
        "templates.list",
        "tenant.ensure",
        "tenant.get",
        "tenant.set-up",
        "views.list",
    ];

    /// <summary>Places that may name another member: records are given away, and others are asked to do something; or an administrator sets it.</summary>
    public static IReadOnlyList<string> MayNameAnotherMember { get; } =
    [
        "activities.list member",
        "activity.edit assignee",
        "activity.edit attendees[].member",
        "activity.log content.attendees[].member",
        "activity.log content.assignee",
        "company.create owner",
        "contact.create owner",
        "deal.create owner",
        "deals.board owners[]",
        "lead.convert deal.owner",
        "meeting.log attendees[].member",
        "lead.create owner",
        "record.create values.fields.owner",
        "record.update changes.fields.owner",
        "record.upsert values.fields.owner",
        "records.assign owner",
        "records.export list.owner",
        "records.export list.owners[]",
        "records.list owner",
        "records.list owners[]",
        "task.create assignee",
        "tasks.list assignee",
        "tasks.edit assignee",
        "member.resolve reference",
        "team.report member",
        "view.save list.owner",
        "view.save list.owners[]",
    ];

    /// <summary>Places that nothing reaches, not even with every right: a new key, or one that is looked for and not found.</summary>
    public static IReadOnlyList<string> ReachedByNobody { get; } =
    [
        // A view names no single records.
        "view.save list.records[]",
    ];

    /// <summary>All places that are told of.</summary>
    public static IEnumerable<string> Slots => MayNameAnotherMember.Concat(ReachedByNobody);

    /// <summary>Whether a place can name such a thing.</summary>
    public static bool Concerns(Whose whose, string place, ForeignSlot slot) =>
        whose switch
        {
            Whose.Tenant => !IsTextOfTenant(place, slot) || slot.Path is "sequence" or "reference" or "references[]",
            Whose.Hidden => slot.Type.Name is nameof(RecordRef) or nameof(RecordId) or nameof(ActivityId) or nameof(EnrollmentId) or nameof(MessageId)
                || IsReference(place),
            _ => (
                slot.Type.Name is nameof(ActivityId)
                && !place.StartsWith("activity.get", StringComparison.Ordinal)
                && !place.StartsWith("activity.delete", StringComparison.Ordinal)
            )
                || (slot.Type == typeof(MailboxId) && place.StartsWith("message.send", StringComparison.Ordinal))
                || (slot.Type == typeof(SessionId) && place.StartsWith("session.end", StringComparison.Ordinal))
                || (slot.Type == typeof(MemberId) && !MayNameAnotherMember.Contains(place)),
        };

    private static bool IsReference(string place) => place is "record.resolve reference" or "records.select references[]";

    /// <summary>Keys and addresses are the tenant's, and those of another one are unknown words here.</summary>
    private static bool IsTextOfTenant(string place, ForeignSlot slot) => (slot.Type == typeof(string) || slot.Type == typeof(Guid)) && !IsReference(place);
}
