using System.CommandLine;
using System.Text.Json;
using Crm.Kernel;
using Crm.Output;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Commands;

/// <summary><c>crm members</c>.</summary>
internal static class MemberCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        SignInCommands.AddTo(
            new Command("members", "Members of the tenant: list, add, update, deactivate, activate, invite, reset-password, sign-out.")
            {
                List(runs),
                Add(runs),
                Update(runs),
                Deactivate(runs),
                Activate(runs),
            },
            runs
        );

    private static Command List(CommandRuns runs) =>
        runs.Does(
            new Command("list", "Lists members by name, inactive ones too."),
            async (session, _, cancellationToken) =>
            {
                var list = await session.Get<ListMembers>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                var teams = list.Teams.ToDictionary(team => team.Id, team => team.Name);
                return session.Answer(
                    list,
                    page =>
                        page.Table(
                            ["NAME", "EMAIL", "ROLE", "SEES", "TEAM", "STATE", "ID"],
                            list.Members.Select(member =>
                                new[]
                                {
                                    member.Name,
                                    member.Email,
                                    Word(member.Role),
                                    Word(member.Access ?? RoleRights.AccessOf(member.Role)),
                                    member.Team is { } team ? teams.GetValueOrDefault(team) : null,
                                    member.IsActive ? "active" : "left",
                                    member.Id.ToString(),
                                }
                            ),
                            "No members."
                        )
                );
            }
        );

    private static Command Add(CommandRuns runs)
    {
        var name = new Argument<string>("NAME") { Description = "Full name." };
        var fields = new Fields(isNew: true);
        return runs.Does(
            fields.AddTo(new Command("add", "Adds a member.") { name }),
            async (session, parsed, cancellationToken) =>
            {
                var input = new AddMemberInput(parsed.GetRequiredValue(name), parsed.GetValue(fields.Email))
                {
                    Role = fields.RoleOf(parsed) ?? MemberRole.Rep,
                    Access = fields.AccessOf(parsed),
                    Team = await TeamAsync(session, parsed.GetValue(fields.Team), cancellationToken),
                    Zone = parsed.GetValue(fields.Zone),
                };
                var added = await session.Get<AddMember>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(added, page => page.Line($"Added {input.Name} as {Word(input.Role)}, {added.Id}."));
            }
        );
    }

    private static Command Update(CommandRuns runs)
    {
        var member = Member();
        var name = new Option<string?>("--name") { Description = "Full name." };
        var fields = new Fields(isNew: false);
        var revision = Options.Revision();
        return runs.Does(
            fields.AddTo(new Command("update", "Changes a member; what is not named stays.") { member, name, revision }),
            async (session, parsed, cancellationToken) =>
            {
                var input = new UpdateMemberInput(await MemberAsync(session, parsed, member, cancellationToken), parsed.GetValue(revision))
                {
                    Name = parsed.GetValue(name),
                    Email = parsed.GetValue(fields.Email),
                    Role = fields.RoleOf(parsed),
                    Access = fields.AccessOf(parsed),
                    Team = await TeamAsync(session, parsed.GetValue(fields.Team), cancellationToken),
                    Zone = parsed.GetValue(fields.Zone),
                };
                return await ChangeAsync(session, input, "Changed", cancellationToken);
            }
        );
    }

    private static Command Activate(CommandRuns runs)
    {
        var member = Member();
        return runs.Does(
            new Command("activate", "Reactivates a member and releases the enrollments that were blocked while the member was inactive.") { member },
            async (session, parsed, cancellationToken) =>
                await ChangeAsync(
                    session,
                    new UpdateMemberInput(await MemberAsync(session, parsed, member, cancellationToken)) { IsActive = true },
                    "Activated",
                    cancellationToken
                )
        );
    }

    private static Command Deactivate(CommandRuns runs)
    {
        var member = Member();
        var heir = new Option<string?>("--hand-over-to")
        {
            Description = "Who takes over the records, open tasks and live enrollments; else they stay, and the answer counts them.",
            HelpName = "MEMBER",
        };
        var revision = Options.Revision();
        return runs.Does(
            new Command("deactivate", "Takes a member's right to act away, and says what is left or gives it to another.") { member, heir, revision },
            async (session, parsed, cancellationToken) =>
            {
                var input = new DeactivateMemberInput(await MemberAsync(session, parsed, member, cancellationToken), parsed.GetValue(revision))
                {
                    HandOverTo = await session.MemberAsync(parsed.GetValue(heir), cancellationToken),
                };
                var done = await session.Get<DeactivateMember>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(done, page => Write(page, session, input, done));
            }
        );
    }

    private static void Write(TextPage page, ConsoleSession session, DeactivateMemberInput input, DeactivatedMember done)
    {
        var name = session.NameOf(done.Member);
        page.Line($"{name} may act no more.");
        if (input.HandOverTo is { } heir)
            page.Line($"{session.NameOf(heir)} took over {InWords(done.Had)}.");
        else if (done.Left is not { Records: 0, OpenTasks: 0, LiveEnrollments: 0 })
            page.Line($"{name} still has {InWords(done.Left)}; enrollments are blocked as they come due.");
        if (done.Left.Mailboxes > 0)
            page.Line($"Mailboxes of {name}: {done.Left.Mailboxes}; 'crm mailboxes set MAILBOX --owner MEMBER' gives one to another.");
    }

    private static string InWords(MemberWork work) => $"records: {work.Records}, open tasks: {work.OpenTasks}, live enrollments: {work.LiveEnrollments}";

    private static async Task<int> ChangeAsync(ConsoleSession session, UpdateMemberInput input, string did, CancellationToken cancellationToken)
    {
        var done = await session.Get<UpdateMember>().ExecuteAsync(session.Caller, input, cancellationToken);
        return session.Answer(done, page => page.Line($"{did} {input.Name ?? session.NameOf(done.Id)}."));
    }

    private static Argument<string> Member() => new("MEMBER") { Description = "The member, by email address, name or id." };

    private static async Task<MemberId> MemberAsync(ConsoleSession session, ParseResult parsed, Argument<string> member, CancellationToken cancellationToken) =>
        (await session.MemberAsync(parsed.GetRequiredValue(member), cancellationToken))!.Value;

    private static async Task<TeamId?> TeamAsync(ConsoleSession session, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return null;
        var teams = (await session.Get<ListMembers>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken)).Teams;
        return teams.FirstOrDefault(team => string.Equals(team.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw CrmException.NotFound("team", name);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What adding and changing have in common.</summary>
    private sealed class Fields(bool isNew)
    {
        private readonly Option<MemberRole> role = Options.WordOption<MemberRole>(
            "--role",
            isNew ? "What the member may do; rep if left out" : "What the member may do"
        );
        private readonly Option<RecordAccess> access = Options.WordOption<RecordAccess>(
            "--access",
            "Whose records the member sees, where the role's own is not meant"
        );

        public Option<string?> Email { get; } = new("--email") { Description = "Email address." };

        public Option<string?> Team { get; } = new("--team") { Description = "The team, by name." };

        public Option<string?> Zone { get; } = new("--zone") { Description = "Time zone (IANA), where it is not the tenant's." };

        public Command AddTo(Command command)
        {
            foreach (var option in new Option[] { Email, role, access, Team, Zone })
                command.Options.Add(option);
            return command;
        }

        public MemberRole? RoleOf(ParseResult parsed) => parsed.GetResult(role) is null ? null : parsed.GetValue(role);

        public RecordAccess? AccessOf(ParseResult parsed) => parsed.GetResult(access) is null ? null : parsed.GetValue(access);
    }
}
