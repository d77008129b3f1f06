using System.CommandLine;
using System.Text.Json;
using Crm.Kernel;
using Crm.Messages;
using Crm.Output;

namespace Crm.Commands;

/// <summary><c>crm mailboxes</c>.</summary>
internal static class MailboxCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("mailboxes", "Mailboxes that mail is sent from: list, add, change, stop, resume.") { List(runs), Add(runs), Set(runs), Stop(runs), Resume(runs) };

    private static Command List(CommandRuns runs) =>
        runs.Does(
            new Command("list", "Lists mailboxes, stopped ones with the reason."),
            async (session, _, cancellationToken) =>
            {
                var list = await session.Get<ListMailboxes>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                return session.Answer(
                    new { mailboxes = list },
                    page =>
                        page.Table(
                            ["ADDRESS", "NAME", "MEMBER", "STATE", "WHEN UNKNOWN", "WHY", "ID"],
                            list.Select(mailbox =>
                                new[]
                                {
                                    mailbox.Address,
                                    mailbox.DisplayName,
                                    session.NameOf(mailbox.Member) ?? "shared",
                                    State(mailbox),
                                    Word(mailbox.UnknownPolicy),
                                    mailbox.Reason,
                                    mailbox.Id.ToString(),
                                }
                            ),
                            "No mailboxes."
                        )
                );
            }
        );

    private static Command Add(CommandRuns runs)
    {
        var address = new Argument<string>("ADDRESS") { Description = "The sender's address." };
        var channel = new Option<string>("--channel") { Description = "The channel.", DefaultValueFactory = _ => Channels.Email };
        var (name, owner, policy) = (Name(), Owner("The member whose it is; else it is the tenant's, for members who have none."), Policy());
        return runs.Does(
            new Command("add", "Adds a mailbox; enrollments that were blocked for want of one go on.") { address, channel, name, owner, policy },
            async (session, parsed, cancellationToken) =>
            {
                var input = new AddMailboxInput(parsed.GetRequiredValue(address))
                {
                    Channel = parsed.GetRequiredValue(channel),
                    DisplayName = parsed.GetValue(name),
                    Member = await session.MemberAsync(parsed.GetValue(owner), cancellationToken),
                    UnknownPolicy = parsed.GetValue(policy),
                };
                return Answer(session, await session.Get<AddMailbox>().ExecuteAsync(session.Caller, input, cancellationToken), "Added");
            }
        );
    }

    private static Command Set(CommandRuns runs)
    {
        var (mailbox, name, owner, policy) = (Mailbox(), Name(), Owner("The member whose it becomes."), Policy());
        var shared = new Option<bool>("--shared") { Description = "It becomes the tenant's, for members who have none." };
        var revision = Options.Revision();
        return runs.Does(
            new Command("set", "Changes a mailbox: name, member, or what becomes of messages whose delivery is unknown.")
            {
                mailbox,
                name,
                owner,
                shared,
                policy,
                revision,
            },
            async (session, parsed, cancellationToken) =>
            {
                if (parsed.GetResult(name) is null && parsed.GetResult(owner) is null && parsed.GetResult(policy) is null && !parsed.GetValue(shared))
                    throw CrmException.Invalid("mailbox", "Nothing is to change; give --name, --owner, --shared or --policy.");
                var found = await session.MailboxAsync(parsed.GetRequiredValue(mailbox), cancellationToken);
                var input = new UpdateMailboxInput(found.Id, parsed.GetValue(revision))
                {
                    DisplayName = parsed.GetValue(name),
                    Member = await session.MemberAsync(parsed.GetValue(owner), cancellationToken),
                    IsShared = parsed.GetValue(shared),
                    UnknownPolicy = parsed.GetResult(policy) is null ? null : parsed.GetValue(policy),
                };
                return Answer(session, await session.Get<UpdateMailbox>().ExecuteAsync(session.Caller, input, cancellationToken), "Changed");
            }
        );
    }

    private static Command Stop(CommandRuns runs)
    {
        var mailbox = Mailbox();
        var why = new Option<string>("--why") { Description = "Why, in words.", Required = true };
        return runs.Does(
            new Command("stop", "Stops a mailbox: nothing leaves by it until it is resumed.") { mailbox, why },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.MailboxAsync(parsed.GetRequiredValue(mailbox), cancellationToken);
                var input = new StopMailboxInput(found.Id, parsed.GetRequiredValue(why));
                return Answer(session, await session.Get<StopMailbox>().ExecuteAsync(session.Caller, input, cancellationToken), "Stopped");
            }
        );
    }

    private static Command Resume(CommandRuns runs)
    {
        var mailbox = Mailbox();
        return runs.Does(
            new Command("resume", "Resumes a stopped mailbox and releases everything that was waiting for it.") { mailbox },
            async (session, parsed, cancellationToken) =>
            {
                var found = await session.MailboxAsync(parsed.GetRequiredValue(mailbox), cancellationToken);
                return Answer(
                    session,
                    await session.Get<ResumeMailbox>().ExecuteAsync(session.Caller, new ResumeMailboxInput(found.Id), cancellationToken),
                    "Resumed"
                );
            }
        );
    }

    private static Argument<string> Mailbox() => new("MAILBOX") { Description = "The mailbox, by address or id." };

    private static Option<string?> Name() => new("--name") { Description = "The sender's name." };

    private static Option<string?> Owner(string description) => new("--owner") { Description = description, HelpName = "MEMBER" };

    private static Option<UnknownPolicy> Policy() => Options.WordOption<UnknownPolicy>("--policy", "What becomes of messages whose delivery is unknown");

    private static int Answer(ConsoleSession session, MailboxView mailbox, string did) =>
        session.Answer(
            mailbox,
            page =>
                page.Line(
                    $"{did} {mailbox.Address} ({session.NameOf(mailbox.Member) ?? "shared"}): {State(mailbox)}; policy for unknown delivery: {Word(mailbox.UnknownPolicy)}."
                )
        );

    private static string State(MailboxView mailbox) => mailbox.IsActive ? "sends" : "stopped";

    private static string Word(UnknownPolicy policy) => JsonNamingPolicy.KebabCaseLower.ConvertName(policy.ToString());
}
