using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Accounts;

/// <summary>Attempts to sign in, and when a session ends.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SessionTests(string kind)
{
    private FrontDoor door = null!;

    [SetUp]
    public async Task OpenAsync() => door = await FrontDoor.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await door.DisposeAsync();

    [Test]
    public async Task Five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.That((await door.SignIns.TryAsync("Nils@acme.example", default))?.Id, Is.EqualTo(account));
        Assert.That(await door.SignIns.TryAsync("nils@acme.example", default), Is.Null);

        door.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.That(await door.SignIns.TryAsync("nils@acme.example", default), Is.Not.Null);
        Assert.That(await door.SignIns.TryAsync("nobody@acme.example", default), Is.Null);
    }

    [Test]
    public async Task A_right_password_lets_the_count_begin_anew()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.That(await door.SignIns.TryAsync("nils@acme.example", default), Is.Not.Null);
            if (attempt % 4 == 3)
                await door.SignIns.PassAsync(account, default);
        }
    }

    [Test]
    public async Task A_session_is_audited_and_ends_when_nobody_uses_it_and_after_a_week_in_any_case()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var (used, idle) = (await door.StartAsync(account), await door.StartAsync(account));
        Assert.That((await door.AuditAsync())[0], Has.Property("Action").EqualTo("session.start").And.Property("Actor").EqualTo(Actor.Member(member.Id)));
        for (var hours = 0; hours < 7 * 24; hours += 11)
        {
            Assert.That(await door.IsLiveAsync(used), Is.True, $"after {hours} hours");
            if (hours > 12)
                Assert.That(await door.IsLiveAsync(idle), Is.False);
            door.Clock.Advance(TimeSpan.FromHours(11));
        }
        Assert.That(await door.IsLiveAsync(used), Is.False);
    }

    [Test]
    public async Task A_session_that_only_a_page_looks_at_ends_like_one_that_nobody_uses()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var session = await door.StartAsync(account);
        for (var hours = 0; hours < 12; hours++)
        {
            Assert.That(await door.SignIns.FindLiveAsync(door.Tenant.Id, session.Id, default), Is.Not.Null, $"after {hours} hours");
            door.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(await door.SignIns.FindLiveAsync(door.Tenant.Id, session.Id, default), Is.Null);
        Assert.That(await door.IsLiveAsync(session), Is.False);
    }

    [Test]
    public async Task A_session_is_none_of_another_tenant()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var session = await door.StartAsync(account);
        var other = await door.Crm.AddTenantAsync();
        Assert.That(await door.SignIns.FindLiveAsync(other.Id, session.Id, default), Is.Null);
        Assert.That(await door.SignIns.UseAsync(other.Id, session.Id, default), Is.Null);
        Assert.That(() => door.SignIns.StartAsync(account, other.Id, null, default), Throws.TypeOf<CrmException>());
    }

    [Test]
    public async Task A_change_of_role_ends_the_sessions_of_the_member_and_a_change_of_name_does_not()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var (session, colleague) = (await door.StartAsync(account), await door.StartAsync((await door.JoinAsync("Eve", "eve@acme.example")).Account));
        await UpdateAsync(new UpdateMemberInput(member.Id) { Name = "Nils Newman" });
        Assert.That(await door.IsLiveAsync(session), Is.True);

        await UpdateAsync(new UpdateMemberInput(member.Id) { Role = MemberRole.Reader });

        Assert.That((await door.IsLiveAsync(session), await door.IsLiveAsync(colleague)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_member_who_leaves_is_signed_out_and_stays_out_when_back_until_the_next_sign_in()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var session = await door.StartAsync(account);
        await door.UseCase<DeactivateMember>().ExecuteAsync(door.Administrator, new DeactivateMemberInput(member.Id), default);
        Assert.That(await door.IsLiveAsync(session), Is.False);
        Assert.That(await door.SignIns.GetMembershipsAsync(account, default), Is.Empty);

        await UpdateAsync(new UpdateMemberInput(member.Id) { IsActive = true });

        Assert.That(await door.IsLiveAsync(session), Is.False);
        Assert.That(await door.IsLiveAsync(await door.StartAsync(account)), Is.True);
    }

    [Test]
    public async Task A_new_password_ends_the_sessions_of_the_account_in_all_tenants()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var other = await door.Crm.AddTenantAsync();
        var there = await door.UseCase<AddMember>().ExecuteAsync(other.Administrator, new AddMemberInput("Nils There", "nils@acme.example"), default);
        var invitation = await door.UseCase<InviteMember>().ExecuteAsync(other.Administrator, new InviteMemberInput(there.Id), default);
        await door.Links.AcceptAsync(invitation.Token, account, default);
        var (here, away) = (await door.StartAsync(account), await door.SignIns.StartAsync(account, other.Id, null, default));

        await door.SignIns.ChangePasswordAsync(account, "changed", default);

        Assert.That((await door.IsLiveAsync(here), await door.IsLiveAsync(away)), Is.EqualTo((false, false)));
        Assert.That((await other.AuditAsync())[0].Action, Is.EqualTo("password.change"), "each tenant's audit says so");
    }

    [Test]
    public async Task After_a_restore_all_sign_in_again_and_no_link_that_was_used_is_good_once_more()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var session = await door.StartAsync(account);
        var invitation = await door.InviteAsync((await door.MemberAsync("Eve", "eve@acme.example")).Id);

        await door.UseCase<Installation.Recovery>().BeginAsync(default);

        Assert.That(await door.IsLiveAsync(session), Is.False);
        Assert.That(await door.Links.FindAsync(invitation.Token, default), Is.Null);
        Assert.That(await door.IsLiveAsync(await door.StartAsync(account)), Is.True);
    }

    [Test]
    public async Task People_see_and_end_their_own_sessions_and_administrators_those_of_others()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var caller = door.Tenant.As(member.Id);
        var (first, second, third) = (await door.StartAsync(account, "Firefox"), await door.StartAsync(account), await door.StartAsync(account));
        var listed = await door.UseCase<ListSessions>().ExecuteAsync(caller, new ListSessionsInput(), default);
        Assert.That(listed.Select(session => session.Id), Is.EquivalentTo(new[] { first.Id, second.Id, third.Id }));
        Assert.That(listed.Single(session => session.Id == first.Id).Device, Is.EqualTo("Firefox"));
        await door.RefusedAsync<CrmError.Forbidden>(() => door.UseCase<ListSessions>().ExecuteAsync(door.Rep, new ListSessionsInput(member.Id), default));
        await door.RefusedAsync<CrmError.Forbidden>(() => door.UseCase<EndSession>().ExecuteAsync(door.Manager, new EndSessionInput(first.Id), default));
        await door.RefusedAsync<CrmError.Forbidden>(() => door.UseCase<EndSessions>().ExecuteAsync(door.Manager, new EndSessionsInput(member.Id), default));

        await door.UseCase<EndSession>().ExecuteAsync(caller, new EndSessionInput(first.Id), default);
        Assert.That((await door.IsLiveAsync(first), await door.IsLiveAsync(second)), Is.EqualTo((false, true)));
        await door.UseCase<EndSessions>().ExecuteAsync(caller, new EndSessionsInput { Except = second.Id }, default);
        Assert.That((await door.IsLiveAsync(second), await door.IsLiveAsync(third)), Is.EqualTo((true, false)));
        await door.UseCase<EndSessions>().ExecuteAsync(door.Administrator, new EndSessionsInput(member.Id), default);
        Assert.That(await door.IsLiveAsync(second), Is.False);
        Assert.That(
            await door.RefusedAsync<CrmError.NotFound>(() => door.UseCase<EndSession>().ExecuteAsync(caller, new EndSessionInput(second.Id), default)),
            Is.Not.Null
        );
    }

    [Test]
    public async Task A_host_that_knows_a_member_lets_the_member_in_without_a_password_which_opens_no_other_way()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        var session = await door.SignIns.EnterAsync(door.Tenant.Id, member.Id, null, default);
        Assert.That(await door.IsLiveAsync(session), Is.True);
        Assert.That((await door.SignIns.TryAsync("nils@acme.example", default))!.PasswordHash, Is.Null);
        Assert.That((await door.SignIns.EnterAsync(door.Tenant.Id, member.Id, null, default)).Account, Is.EqualTo(session.Account));
    }

    private Task<MemberView> UpdateAsync(UpdateMemberInput input) => door.UseCase<UpdateMember>().ExecuteAsync(door.Administrator, input, default);
}
