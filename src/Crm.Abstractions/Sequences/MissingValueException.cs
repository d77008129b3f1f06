namespace Crm.Sequences;

/// <summary>A tag in a template has no value for this record and no fallback.</summary>
/// <param name="tag">The tag, such as <c>contact.first_name</c>.</param>
public sealed class MissingValueException(string tag)
    : Exception($"'{tag}' has no value for this record; fill it in, or give a fallback: {{{{ {tag} | default: \"…\" }}}}.")
{
    /// <summary>The tag.</summary>
    public string Tag { get; } = tag;
}
