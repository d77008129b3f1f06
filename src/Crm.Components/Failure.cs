namespace Crm.Components;

/// <summary>What went wrong, for a person: a sentence for the whole, and one for each field that is wrong.</summary>
/// <param name="Text">One sentence; null where all stands at fields.</param>
/// <param name="Fields">By the field's name, as the input calls it.</param>
public sealed record Failure(string? Text, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Whether the person must sign in again.</summary>
    public bool IsSignedOut { get; init; }

    /// <summary>Whether somebody else changed the thing meanwhile.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the same may work in a moment.</summary>
    public bool CanRetry { get; init; }

    /// <summary>What is wrong with a field, or null.</summary>
    public string? Of(string field) => Fields.GetValueOrDefault(field);
}
