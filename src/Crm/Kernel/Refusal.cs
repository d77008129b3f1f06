namespace Crm.Kernel;

/// <summary>Why one of several things was not changed.</summary>
/// <param name="Subject">What was named, such as <c>contact:{id}</c>, or the id of a task.</param>
/// <param name="Code">Stable word for programs: <c>not-found</c>, <c>invalid</c>, or the code of the refusal, such as <c>deleted</c> or <c>task-not-open</c>.</param>
/// <param name="Why">In words.</param>
public sealed record Refusal(string Subject, string Code, string Why)
{
    internal static Refusal Of(string subject, CrmError error) =>
        new(
            subject,
            error switch
            {
                CrmError.NotFound => "not-found",
                CrmError.Refused refused => refused.Code,
                _ => "invalid",
            },
            error.Message
        );
}
