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

/// <summary>Something wrong in an input.</summary>
/// <param name="Field">The field, such as <c>steps[2].delay</c>; empty for the input as a whole.</param>
/// <param name="Message">What was wrong, the value found, what is allowed.</param>
public sealed record Problem(string Field, string Message)
{
    /// <summary>The line in a file, from 1; null where there is no file.</summary>
    public long? Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Line is { } line ? $"line {line}: " : "") + (Field.Length > 0 ? $"{Field}: {Message}" : Message);
}

/// <summary>The kinds of error that a caller can do something about. Closed.</summary>
public abstract record CrmError
{
    private CrmError() { }

    /// <summary>One sentence for people; without personal data.</summary>
    public abstract string Message { get; }

    /// <summary>The input is wrong (HTTP 400).</summary>
    public sealed record Invalid(IReadOnlyList<Problem> Problems) : CrmError
    {
        /// <inheritdoc/>
        public override string Message => string.Join("; ", Problems);
    }

    /// <summary>There is no such thing, or not for this tenant (HTTP 404).</summary>
    public sealed record NotFound(string What, string? Reference) : CrmError
    {
        /// <inheritdoc/>
        public override string Message => Reference is null ? $"There is no {What} of that address, name or reference." : $"There is no {What} '{Reference}'.";
    }

    /// <summary>The actor lacks a right (HTTP 403).</summary>
    public sealed record Forbidden(string Right, string Why) : CrmError
    {
        /// <inheritdoc/>
        public override string Message => Why;
    }

    /// <summary>Somebody else changed it meanwhile; load it again (HTTP 412).</summary>
    public sealed record Stale(string What, int? Expected, int? Found) : CrmError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"The {What} was changed meanwhile"
            + (Expected is { } expected ? $": revision {expected} was expected" : "")
            + (Found is { } found ? $", {found} was found" : "")
            + ". Load it again.";
    }

    /// <summary>The state of things does not allow it (HTTP 409).</summary>
    /// <param name="Code">Stable word for programs, such as <c>trigger-not-allowed</c>.</param>
    /// <param name="Why">What stands in the way and what is allowed.</param>
    public sealed record Refused(string Code, string Why) : CrmError
    {
        /// <inheritdoc/>
        public override string Message => Why;
    }

    /// <summary>Something outside does not answer; try again later (HTTP 503).</summary>
    public sealed record Unavailable(string What, string Why) : CrmError
    {
        /// <inheritdoc/>
        public override string Message => Why;
    }
}
