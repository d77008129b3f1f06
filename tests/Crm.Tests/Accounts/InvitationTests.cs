using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Accounts;

/// <summary>One-time links: what they are good for, how often, how long, and for whom.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class InvitationTests(string kind)
{
    private FrontDoor door = null!;

    [SetUp]
    public async Task OpenAsync() => door = await FrontDoor.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await door.DisposeAsync();

    [Test]
    public async Task An_invitation_makes_an_account_once()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        var issued = await door.InviteAsync(member.Id);
        var link = await door.Links.FindAsync(issued.Token, default);
        Assert.That(link, Is.EqualTo(new OpenLink(LinkPurpose.Invitation, "Acme", "Nils New") { Address = "nils@acme.example" }));

        var redeemed = await door.Links.RedeemAsync(issued.Token, "a hash", null, default);

        Assert.That((await door.AccountAsync("nils@acme.example")).PasswordHash, Is.EqualTo("a hash"));
        Assert.That((await door.StartAsync(redeemed.Account)).Membership.Member, Is.EqualTo(member.Id));
        Assert.That(await door.Links.FindAsync(issued.Token, default), Is.Null);
        Assert.That(await VoidAsync(issued.Token), Is.True);
        Assert.That((await door.AccountAsync("nils@acme.example")).PasswordHash, Is.EqualTo("a hash"));
    }

    [Test]
    public async Task Of_two_who_use_a_link_at_the_same_moment_one_does()
    {
        var issued = await door.InviteAsync((await door.MemberAsync("Nils New", "nils@acme.example")).Id);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => VoidAsync(issued.Token))));
        Assert.That(outcomes.Count(isVoid => !isVoid), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_the_hash_of_a_token_is_kept_and_with_an_idempotency_key_too()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        var caller = door.Administrator with { IdempotencyKey = "again" };
        var issued = await door.UseCase<InviteMember>().ExecuteAsync(caller, new InviteMemberInput(member.Id), default);
        Assert.That(issued.Token, Has.Length.EqualTo(43), "256 bits");

        await using var connection = await door.Crm.Database.ConnectAsync();
        foreach (var (table, column) in new[] { ("crm_one_time_link", "token_hash"), ("crm_idempotency_entry", "result"), ("crm_audit_entry", "after") })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select count(*) from {table} where cast({column} as text) like '%{issued.Token}%'";
            Assert.That(Convert.ToInt64(await command.ExecuteScalarAsync(), null), Is.Zero, table);
        }
        Assert.That((await door.AuditAsync())[0].Subject, Is.EqualTo($"member:{member.Id}"));
    }

    [Test]
    public async Task A_newer_invitation_voids_the_one_before_and_each_ends_after_a_week()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        var (first, second) = (await door.InviteAsync(member.Id), await door.InviteAsync(member.Id));
        Assert.That(await VoidAsync(first.Token), Is.True);

        door.Clock.Advance(TimeSpan.FromDays(7));

        Assert.That(await VoidAsync(second.Token), Is.True);
    }

    [Test]
    public async Task A_token_that_nobody_issued_or_of_a_member_who_has_left_is_void()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        var issued = await door.InviteAsync(member.Id);
        await door.UseCase<UpdateMember>().ExecuteAsync(door.Administrator, new UpdateMemberInput(member.Id) { IsActive = false }, default);
        Assert.That((await VoidAsync(issued.Token), await VoidAsync("made-up"), await VoidAsync("")), Is.EqualTo((true, true, true)));
        Assert.That(await door.RefusedAsync<CrmError.Refused>(() => door.InviteAsync(member.Id)), Has.Property("Code").EqualTo("not-active"));
    }

    [Test]
    public async Task Only_an_administrator_invites_and_resets()
    {
        var member = await door.MemberAsync("Nils New", "nils@acme.example");
        await door.RefusedAsync<CrmError.Forbidden>(() => door.UseCase<InviteMember>().ExecuteAsync(door.Manager, new InviteMemberInput(member.Id), default));
        await door.RefusedAsync<CrmError.Forbidden>(() => door.ResetAsync(member.Id, door.Manager));
    }

    [Test]
    public async Task A_member_who_can_sign_in_is_not_invited_again_but_for_another_address()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        Assert.That(await door.RefusedAsync<CrmError.Refused>(() => door.InviteAsync(member.Id)), Has.Property("Code").EqualTo("has-account"));
        var session = await door.StartAsync(account);
        await door.UseCase<UpdateMember>().ExecuteAsync(door.Administrator, new UpdateMemberInput(member.Id) { Email = "n.new@acme.example" }, default);

        var redeemed = await door.Links.RedeemAsync((await door.InviteAsync(member.Id)).Token, "hash", null, default);

        Assert.That(redeemed.Account, Is.Not.EqualTo(account));
        Assert.That(await door.IsLiveAsync(session), Is.False, "the former account's session");
        Assert.That(await door.SignIns.GetMembershipsAsync(account, default), Is.Empty);
    }

    [Test]
    public async Task A_member_without_an_address_says_it()
    {
        var member = await door.MemberAsync("Nils New", null);
        var token = (await door.InviteAsync(member.Id)).Token;
        Assert.That((await door.Links.FindAsync(token, default))!.Address, Is.Null);
        Assert.That(await ErrorAsync(() => door.Links.RedeemAsync(token, "hash", null, default)), Is.EqualTo("Invalid"));
        Assert.That(await ErrorAsync(() => door.Links.RedeemAsync(token, "hash", "ada.admin@acme.example", default)), Is.EqualTo("email-taken"));

        await door.Links.RedeemAsync(token, "hash", "Nils@ACME.example", default);

        Assert.That((await door.AccountAsync("nils@acme.example")).PasswordHash, Is.EqualTo("hash"));
    }

    [Test]
    public async Task An_address_that_has_an_account_accepts_with_its_password_and_sets_none()
    {
        var (_, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var other = await door.Crm.AddTenantAsync();
        var there = await AddAsync(other, "nils@acme.example");
        var token = (await InviteAsync(other, there)).Token;
        Assert.That((await door.Links.FindAsync(token, default))!.HasAccount, Is.True);
        var refused = await ErrorAsync(() => door.Links.RedeemAsync(token, "taken over", null, default));
        Assert.That(refused, Is.EqualTo("account-exists"));
        Assert.That(
            await ErrorAsync(async () => await door.Links.AcceptAsync(token, (await door.JoinAsync("Eve", "eve@acme.example")).Account, default)),
            Is.EqualTo("other-account")
        );

        await door.Links.AcceptAsync(token, account, default);

        var memberships = await door.SignIns.GetMembershipsAsync(account, default);
        Assert.That(memberships.Select(membership => membership.Tenant), Is.EquivalentTo(new[] { door.Tenant.Id, other.Id }));
        Assert.That((await door.AccountAsync("nils@acme.example")).PasswordHash, Is.EqualTo("hash of Nils New"));
    }

    [Test]
    public async Task An_administrator_cannot_get_by_a_reset_into_another_tenant()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var other = await door.Crm.AddTenantAsync();
        await door.Links.AcceptAsync((await InviteAsync(other, await AddAsync(other, "nils@acme.example"))).Token, account, default);

        var issued = await door.ResetAsync(member.Id);

        Assert.That(await ErrorAsync(() => door.Links.RedeemAsync(issued.Token, "taken over", null, default)), Is.EqualTo("account-shared"));
        var byHost = await door.ResetAsync(member.Id, door.System);
        await door.Links.RedeemAsync(byHost.Token, "by the host", null, default);
        Assert.That((await door.AccountAsync("nils@acme.example")).PasswordHash, Is.EqualTo("by the host"));
    }

    [Test]
    public async Task A_reset_sets_the_password_ends_all_sessions_and_lifts_the_lock()
    {
        var (member, account) = await door.JoinAsync("Nils New", "nils@acme.example");
        var session = await door.StartAsync(account);
        for (var attempt = 0; attempt < 6; attempt++)
            await door.SignIns.TryAsync("nils@acme.example", default);

        await door.Links.RedeemAsync((await door.ResetAsync(member.Id)).Token, "new", null, default);

        Assert.That(await door.IsLiveAsync(session), Is.False);
        Assert.That((await door.SignIns.TryAsync("nils@acme.example", default))?.PasswordHash, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_forgotten_password_gives_a_link_of_an_hour_to_an_account_only()
    {
        await door.JoinAsync("Nils New", "nils@acme.example");
        await door.MemberAsync("Anna Without", "anna@acme.example");
        Assert.That(await door.Links.ForgetAsync("anna@acme.example", default), Is.Null);
        Assert.That(await door.Links.ForgetAsync("nobody@acme.example", default), Is.Null);

        var mailed = await door.Links.ForgetAsync(" NILS@acme.example ", default);

        Assert.That(mailed!.Address, Is.EqualTo("nils@acme.example"));
        Assert.That(await door.Links.ForgetAsync("nils@acme.example", default), Is.Null, "one a minute");
        door.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That((await door.Links.FindAsync(mailed.Token, default))!.Purpose, Is.EqualTo(LinkPurpose.PasswordReset));
        door.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await VoidAsync(mailed.Token), Is.True);
    }

    [Test]
    public async Task The_first_administrator_is_invited_once_and_nobody_after_somebody_can_sign_in()
    {
        var first = await BootstrapAsync();
        Assert.That((first.Member, first.Token is null), Is.EqualTo(((MemberId?)door.Tenant.Administrator.Member, false)));
        var again = await BootstrapAsync();
        Assert.That((again.Member, again.Token, again.ExpiresAt), Is.EqualTo((first.Member, (string?)null, first.ExpiresAt)));
        Assert.That((await door.Links.FindAsync(first.Token!, default))!.MemberName, Is.EqualTo("Ada Administrator"), "the first link is still good");
        var before = (await door.UseCase<ListMembers>().ExecuteAsync(door.System, new NoInput(), default)).Members.Count;

        await door.Links.RedeemAsync(first.Token!, "hash", null, default);

        Assert.That(await BootstrapAsync(), Is.EqualTo(new FirstAdministratorInvitation(null, null, null)));
        Assert.That(await VoidAsync(first.Token!), Is.True);
        Assert.That((await door.UseCase<ListMembers>().ExecuteAsync(door.System, new NoInput(), default)).Members, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Hosts_that_start_at_the_same_time_print_one_link()
    {
        var invitations = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(BootstrapAsync)));
        Assert.That(invitations.Count(invitation => invitation.Token is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_link_that_nobody_used_is_followed_by_another_one()
    {
        var first = await BootstrapAsync();
        door.Clock.Advance(TimeSpan.FromDays(7));
        Assert.That((await BootstrapAsync()).Token, Is.Not.Null.And.Not.EqualTo(first.Token));
    }

    private async Task<FirstAdministratorInvitation> BootstrapAsync() =>
        await door.Crm.UseCase<InviteFirstAdministrator>().ExecuteAsync(door.System, new NoInput(), default);

    private async Task<bool> VoidAsync(string token)
    {
        try
        {
            await door.Crm.UseCase<SignInLinks>().RedeemAsync(token, "a hash", null, default);
            return false;
        }
        catch (CrmException exception) when (exception.Error is CrmError.NotFound)
        {
            return true;
        }
    }

    /// <summary>The error's code where it is a refusal, else what kind it is; null where there is none.</summary>
    private static async Task<string?> ErrorAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (CrmException exception)
        {
            return exception.Error is CrmError.Refused refused ? refused.Code : exception.Error.GetType().Name;
        }
    }

    private async Task<MemberId> AddAsync(TestTenant tenant, string email) =>
        (await door.UseCase<AddMember>().ExecuteAsync(tenant.Administrator, new AddMemberInput("Nils There", email), default)).Id;

    private Task<IssuedLink> InviteAsync(TestTenant tenant, MemberId member) =>
        door.UseCase<InviteMember>().ExecuteAsync(tenant.Administrator, new InviteMemberInput(member), default);
}
