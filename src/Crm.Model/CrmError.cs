namespace Crm;

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
        public override string Message =>
            Reference is null ? $"There is no {What} with that address, name or reference." : $"There is no {What} '{Reference}'.";
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
