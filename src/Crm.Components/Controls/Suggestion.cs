namespace Crm.Components;

/// <summary>Something that may be meant by what is typed.</summary>
/// <param name="Value">What is taken.</param>
/// <param name="Text">What people read.</param>
/// <param name="About">More words that tell it from others, or null.</param>
public sealed record Suggestion(string Value, string Text, string? About = null)
{
    /// <summary>What it is called; the text may tell it apart from others with the same name.</summary>
    public string Name { get; init; } = Text;
}
