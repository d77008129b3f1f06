namespace Crm.Tenancy;

/// <summary>What an actor may do; each use case asks for one.</summary>
public enum Right
{
    /// <summary>See records and timelines.</summary>
    ReadRecords,

    /// <summary>Create, change, delete records; log activities; work on tasks.</summary>
    EditRecords,

    /// <summary>Change drafts of sequences.</summary>
    EditSequences,

    /// <summary>Publish versions of sequences.</summary>
    PublishSequences,

    /// <summary>Enroll records and end enrollments.</summary>
    Enroll,

    /// <summary>Approve and complete what waits for another member.</summary>
    ActForOthers,

    /// <summary>Import files.</summary>
    Import,

    /// <summary>Members, teams, pipelines, fields, outcomes, mailboxes.</summary>
    Administer,
}

/// <summary>What a role may do.</summary>
public static class RoleRights
{
    /// <summary>The rights of a role.</summary>
    public static IReadOnlySet<Right> Of(MemberRole role) =>
        role switch
        {
            MemberRole.Reader => Reader,
            MemberRole.Rep => Rep,
            MemberRole.Manager => Manager,
            _ => Administrator,
        };

    /// <summary>Whose records a role sees where the member has no setting of its own.</summary>
    public static RecordAccess AccessOf(MemberRole role) =>
        role switch
        {
            MemberRole.Administrator => RecordAccess.All,
            MemberRole.Reader or MemberRole.Manager => RecordAccess.Team,
            _ => RecordAccess.Own,
        };

    private static readonly HashSet<Right> Reader = [Right.ReadRecords];
    private static readonly HashSet<Right> Rep = [Right.ReadRecords, Right.EditRecords, Right.EditSequences, Right.Enroll];
    private static readonly HashSet<Right> Manager = [.. Rep, Right.PublishSequences, Right.ActForOthers, Right.Import];
    private static readonly HashSet<Right> Administrator = [.. Enum.GetValues<Right>()];
}
