namespace Crm.Kernel;

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
