using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Testing;

/// <summary>Sets a <see cref="TestTenant"/> up, through the use cases.</summary>
internal static class TenantSetUp
{
    public static async Task<TenantFacts> RunAsync(CrmHarness crm, TenantId id, string name)
    {
        var system = new Caller(id, Actor.System("test"));
        var input = new SetUpTenantInput(name, "Ada Administrator", "ada.admin@acme.example")
        {
            Zone = "Europe/Berlin",
            Currency = "EUR",
            Country = "DE",
            PostalAddress = "1 Main Street, 10115 Berlin",
            MailboxAddress = "team@acme.example",
        };
        var made = await crm.UseCase<SetUpTenant>().ExecuteAsync(system, input, CancellationToken.None);
        var manager = await MemberAsync("Mona Manager", MemberRole.Manager);
        var team = (await crm.UseCase<AddTeam>().ExecuteAsync(system, new AddTeamInput("North", manager), CancellationToken.None)).Id;
        var facts = new TenantFacts(id)
        {
            Administrator = made.Administrator,
            Manager = manager,
            Rep = await MemberAsync("Rita Rep", MemberRole.Rep, team),
            Colleague = await MemberAsync("Carl Colleague", MemberRole.Rep),
            Reader = await MemberAsync("Rob Reader", MemberRole.Reader),
            Team = team,
            Mailbox = made.Mailbox!.Value,
        };
        var tenant = crm.TenantOf(facts);
        return facts with
        {
            Audited = (await tenant.AuditAsync()).Select(row => row.Id).ToHashSet(),
            Published = (await tenant.EventsAsync()).Select(row => row.Id).ToHashSet(),
        };

        async Task<MemberId> MemberAsync(string memberName, MemberRole role, TeamId? of = null)
        {
            var member = new AddMemberInput(memberName) { Role = role, Team = of };
            return (await crm.UseCase<AddMember>().ExecuteAsync(system, member, CancellationToken.None)).Id;
        }
    }
}
