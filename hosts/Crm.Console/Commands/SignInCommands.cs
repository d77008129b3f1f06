using System.CommandLine;
using System.Globalization;
using Crm.Accounts;
using Crm.Kernel;
using Crm.Output;
using Crm.Records;
using Microsoft.Extensions.Configuration;

namespace Crm.Commands;

/// <summary>The commands of <c>crm members</c> about who signs in, and the first administrator's link.</summary>
internal static class SignInCommands
{
    /// <summary>Adds them to the group.</summary>
    public static Command AddTo(Command members, CommandRuns runs)
    {
        members.Subcommands.Add(Invite(runs));
        members.Subcommands.Add(ResetPassword(runs));
        members.Subcommands.Add(SignOut(runs));
        return members;
    }

    /// <summary>The address of a one-time link.</summary>
    public static string LinkOf(ConsoleSession session, string token) =>
        (PublicUrl.Read(session.Get<IConfiguration>()) ?? PublicUrl.Usual).Link(token).ToString();

    /// <summary>Says how the first administrator gets in; nothing where somebody can sign in already.</summary>
    public static void Write(TextPage page, ConsoleSession session, FirstAdministratorInvitation invitation)
    {
        if (invitation.Token is { } token)
            page.Line($"Nobody can sign in yet. The first administrator sets a password with this link, once, until {Until(invitation.ExpiresAt!.Value)}:")
                .Line(LinkOf(session, token));
        else if (invitation.ExpiresAt is { } expires)
            page.Line($"Nobody can sign in yet. The first administrator's link was printed before and is good until {Until(expires)}.")
                .Line($"If it is lost: crm members invite {invitation.Member}");
    }

    private static Command Invite(CommandRuns runs)
    {
        var member = Member();
        return runs.Does(
            new Command("invite", "Prints a link with which the member sets a password and signs in, once, within seven days.") { member },
            async (session, parsed, cancellationToken) =>
            {
                var id = await MemberAsync(session, parsed, member, cancellationToken);
                var issued = await session.Get<InviteMember>().ExecuteAsync(session.Caller, new InviteMemberInput(id), cancellationToken);
                return Answer(session, issued, "signs in for the first time");
            }
        );
    }

    private static Command ResetPassword(CommandRuns runs)
    {
        var member = Member();
        return runs.Does(
            new Command("reset-password", "Prints a link with which the member sets a new password, once, within a day.") { member },
            async (session, parsed, cancellationToken) =>
            {
                var id = await MemberAsync(session, parsed, member, cancellationToken);
                var issued = await session.Get<ResetMemberPassword>().ExecuteAsync(session.Caller, new ResetMemberPasswordInput(id), cancellationToken);
                return Answer(session, issued, "sets a new password");
            }
        );
    }

    private static Command SignOut(CommandRuns runs)
    {
        var member = Member();
        return runs.Does(
            new Command("sign-out", "Signs the member out everywhere.") { member },
            async (session, parsed, cancellationToken) =>
            {
                var id = await MemberAsync(session, parsed, member, cancellationToken);
                var ended = await session.Get<EndSessions>().ExecuteAsync(session.Caller, new EndSessionsInput(id), cancellationToken);
                return session.Answer(ended, page => page.Line($"Sessions of {session.NameOf(id)} that were ended: {ended.Count}."));
            }
        );
    }

    private static int Answer(ConsoleSession session, IssuedLink issued, string does)
    {
        var link = LinkOf(session, issued.Token);
        return session.Answer(
            new
            {
                member = issued.Member,
                link,
                expiresAt = issued.ExpiresAt,
            },
            page => page.Line($"{session.NameOf(issued.Member)} {does} with this link, once, until {Until(issued.ExpiresAt)}:").Line(link)
        );
    }

    private static string Until(DateTimeOffset expires) => expires.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static Argument<string> Member() => new("MEMBER") { Description = "The member, by email address, name or id." };

    private static async Task<MemberId> MemberAsync(ConsoleSession session, ParseResult parsed, Argument<string> member, CancellationToken cancellationToken) =>
        (await session.MemberAsync(parsed.GetRequiredValue(member), cancellationToken))!.Value;
}
