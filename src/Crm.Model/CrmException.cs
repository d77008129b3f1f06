namespace Crm;

/// <summary>What a user or integrator did wrong or may not do. Hosts map <see cref="Error"/> once: problem+json, or one line and an exit code.</summary>
public sealed class CrmException(CrmError error, Exception? inner = null) : Exception(error.Message, inner)
{
    /// <summary>What kind of error, with its particulars.</summary>
    public CrmError Error { get; } = error;

    /// <summary>The input is wrong in one field.</summary>
    /// <param name="field">The input's field, such as <c>duration</c>; empty for the input as a whole.</param>
    /// <param name="message">What was wrong, the value found, what is allowed.</param>
    public static CrmException Invalid(string field, string message) => new(new CrmError.Invalid([new Problem(field, message)]));

    /// <summary>The input is wrong in several fields.</summary>
    public static CrmException Invalid(IReadOnlyList<Problem> problems) => new(new CrmError.Invalid(problems));

    /// <summary>There is no such thing, or not for this tenant.</summary>
    public static CrmException NotFound(string what, string? reference) => new(new CrmError.NotFound(what, reference));

    /// <summary>The actor may not do this.</summary>
    public static CrmException Forbidden(string right, string message) => new(new CrmError.Forbidden(right, message));

    /// <summary>Somebody else changed it meanwhile.</summary>
    public static CrmException Stale(string what, int? expected, int? found) => new(new CrmError.Stale(what, expected, found));

    /// <summary>The state of things does not allow it.</summary>
    public static CrmException Refused(string code, string message) => new(new CrmError.Refused(code, message));

    /// <summary>Something outside does not answer.</summary>
    public static CrmException Unavailable(string what, string message, Exception? inner = null) => new(new CrmError.Unavailable(what, message), inner);
}
