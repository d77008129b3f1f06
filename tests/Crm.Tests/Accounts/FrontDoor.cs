using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Accounts;

/// <summary>Words for who comes in and how.</summary>
internal sealed class FrontDoor(CrmHarness crm) : Workplace(crm, crm.Tenant)
{
    public static async Task<FrontDoor> OpenAsync(string kind) => new(await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind }));

    public SignIns SignIns => UseCase<SignIns>();

    public SignInLinks Links => UseCase<SignInLinks>();

    public Task<MemberView> MemberAsync(string name, string? email, MemberRole role = MemberRole.Rep) =>
        UseCase<AddMember>().ExecuteAsync(Administrator, new AddMemberInput(name, email) { Role = role }, default);

    public Task<IssuedLink> InviteAsync(MemberId member) => UseCase<InviteMember>().ExecuteAsync(Administrator, new InviteMemberInput(member), default);

    public Task<IssuedLink> ResetAsync(MemberId member, Caller? by = null) =>
        UseCase<ResetMemberPassword>().ExecuteAsync(by ?? Administrator, new ResetMemberPasswordInput(member), default);

    /// <summary>A member with an account, by an invitation that was used.</summary>
    public async Task<(MemberView Member, AccountId Account)> JoinAsync(string name, string email)
    {
        var member = await MemberAsync(name, email);
        var redeemed = await Links.RedeemAsync((await InviteAsync(member.Id)).Token, $"hash of {name}", null, default);
        return (member, redeemed.Account);
    }

    public Task<StartedSession> StartAsync(AccountId account, string? device = null) => SignIns.StartAsync(account, Tenant.Id, device, default);

    public async Task<bool> IsLiveAsync(StartedSession session) => await SignIns.UseAsync(session.Membership.Tenant, session.Id, default) is not null;

    public async Task<Account> AccountAsync(string address)
    {
        await using var unit = await UseCase<Stores.ISystemStore>().BeginAsync(default);
        return (await unit.Accounts.FindByAddressAsync(address, default))!;
    }
}
