using Crm.Records;

namespace Crm.Components;

/// <summary>References to records as text.</summary>
internal static class RecordLinks
{
    /// <summary>The reference that <see cref="RecordRef.ToString"/> wrote.</summary>
    public static RecordRef Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new RecordRef(Enum.Parse<RecordType>(text[..colon], ignoreCase: true), new RecordId(Guid.Parse(text[(colon + 1)..])));
    }
}
