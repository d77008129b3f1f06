namespace Crm.Tenancy;

/// <summary>Shows what the caller has set for the own work; null where the host itself calls.</summary>
public sealed class GetMemberSettings : UseCase<NoInput, MemberSettingsView?>
{
    internal GetMemberSettings(UseCaseExecutor executor)
        : base(executor, "member-settings.get", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<MemberSettingsView?> DecideAsync(Work work, NoInput input) =>
        work.Access.Member is { } member
            ? MemberSettingsView.Of(member, await work.Stores.Tenancy.FindMemberSettingsAsync(member.Id, work.Cancellation))
            : null;
}
