using Crm.Installation;

namespace Crm.Output;

/// <summary>What this command can do about an error that the engine names by a code.</summary>
internal static class Remedies
{
    /// <summary>A sentence after a blank; empty where there is no remedy here.</summary>
    public static string Of(string? code) =>
        code switch
        {
            "schema-old" => " Run 'crm setup'.",
            "not-set-up" => " Run 'crm setup', with --tenant if it is not the default one.",
            "plugin-refused" => " 'crm plugins list' shows why.",
            "plugin-lacking" => " Load it again, and all goes on by itself; or go on without it: 'crm plugins forget' and its id.",
            "restored" => " Run 'crm recover' first.",
            "mailbox-inactive" => " Fix that, then run 'crm mailboxes resume'.",
            _ => "",
        };

    /// <summary>What waits for a person, with the command that mends it.</summary>
    public static string Of(WaitingWork wait) =>
        wait.Message
        + wait.Code switch
        {
            "unknown" => " Look into the mail server's log by the Message-ID of 'crm messages list --state unknown', then 'crm messages settle'.",
            "failed" => " 'crm enrollments list --state failed' says why; then 'crm enrollments retry' or 'skip'.",
            "parked" => " 'crm events parked' says why; fix that, then 'crm events replay'.",
            "undelivered" => " They go on by themselves when it works again; the worker's log says what it threw.",
            _ => OfCause(wait.Cause ?? ""),
        };

    private static string OfCause(string cause) =>
        cause.Split(':', 2) switch
        {
            ["mailbox", var id] => $" Mend it, then 'crm mailboxes resume {id}'.",
            ["channel", _] => " Add one: 'crm mailboxes add'.",
            ["member", var id] => $" Give their records another owner, or 'crm members activate {id}'.",
            ["rule", var rule] =>
                $" 'crm plugins list' says why {rule} cannot be asked; when its plugin is back, they go on by themselves. 'crm plugins forget' goes on without it.",
            ["recovery"] =>
                " Compare with the mailboxes' sent mail; 'crm enrollments skip' leaves out a step that was carried out, 'crm enrollments resume --cause recovery' lets the others go on.",
            ["record"] => " 'crm enrollments list --state blocked' says what is missing; fill it in.",
            _ =>
                $" 'crm enrollments list --cause {cause}' says why, 'crm plugins list' whether a plugin is missing; then 'crm enrollments resume --cause {cause}'.",
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
