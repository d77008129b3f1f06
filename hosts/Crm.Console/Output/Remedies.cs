using Crm.Installation;

namespace Crm.Output;

/// <summary>What this command can do about an error that the engine names by a code.</summary>
internal static class Remedies
{
    /// <summary>A sentence that begins with a space; empty if there is no remedy here.</summary>
    public static string Of(string? code) =>
        code switch
        {
            "schema-old" => " Run 'crm setup'.",
            "not-set-up" => " Run 'crm setup', with --tenant if it is not the default one.",
            "plugin-refused" => " 'crm plugins list' shows why.",
            "plugin-lacking" =>
                " Load it again, and everything resumes automatically; or run 'crm plugins forget' with its id to continue without it, which drops the events that wait for it.",
            "restored" => " Run 'crm recover' first.",
            "mailbox-inactive" => " Fix that, then run 'crm mailboxes resume'.",
            _ => "",
        };

    /// <summary>What waits for a person, with the command that fixes it.</summary>
    public static string Of(WaitingWork wait) =>
        wait.Message
        + wait.Code switch
        {
            "unknown" =>
                " Find each in the mail server's log by the Message-ID that 'crm messages list --state unknown' shows, then run 'crm messages settle'.",
            "unsent" =>
                " See that a worker is running and that it reaches the mail server ('crm messages list --state queued' shows what it last said); then they leave automatically.",
            "failed" => " 'crm enrollments list --state failed' shows why; then run 'crm enrollments retry' or 'skip'.",
            "parked" => " 'crm events parked' shows why; fix that, then run 'crm events replay'.",
            "undelivered" => " They are delivered automatically when it works again; the worker's log shows what it threw.",
            "unanswered" =>
                " They resume automatically. The worker's log shows whether the handler answers; if it does and is only slow, raise Crm:Sequences:SlowStepsPerHandler.",
            _ => OfCause(wait.Cause ?? ""),
        };

    private static string OfCause(string cause) =>
        cause.Split(':', 2) switch
        {
            ["mailbox", var id] => $" Fix it, then run 'crm mailboxes resume {id}'.",
            ["channel", _] => " Add one with 'crm mailboxes add'.",
            ["member", var id] => $" Give their records another owner, or run 'crm members activate {id}'.",
            ["rule", var rule] =>
                $" 'crm plugins list' shows why {rule} cannot be evaluated. They resume automatically when its plugin is loaded again; to continue without it, run 'crm plugins forget'.",
            ["recovery"] =>
                " Compare with the mailboxes' sent mail. If a step was already carried out, skip it with 'crm enrollments skip'; then resume the rest with 'crm enrollments resume --cause recovery'.",
            ["record"] => " 'crm enrollments list --state blocked' shows what is missing; fill it in.",
            _ =>
                $" 'crm enrollments list --cause {cause}' shows why, and 'crm plugins list' whether a plugin is missing; then run 'crm enrollments resume --cause {cause}'.",
        };

    /// <summary>The error, with the remedy in its message.</summary>
    public static CrmError With(CrmError error) =>
        error switch
        {
            CrmError.Refused refused when Of(refused.Code) is { Length: > 0 } remedy => new CrmError.Refused(refused.Code, refused.Message + remedy),
            CrmError.Invalid invalid => new CrmError.Invalid([
                .. invalid.Problems.Select(problem => problem with { Message = problem.Message + Of(problem.Code) }),
            ]),
            _ => error,
        };
}
