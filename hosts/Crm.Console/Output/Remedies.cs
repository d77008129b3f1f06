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
            _ => "",
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
