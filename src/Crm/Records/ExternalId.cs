namespace Crm.Records;

/// <summary>A record's id in another system.</summary>
/// <param name="System">The system, such as <c>erp</c>; at most 100 characters, compared without case.</param>
/// <param name="Value">The id there; at most 200 characters, compared exactly.</param>
public sealed record ExternalId(string System, string Value)
{
    /// <summary>The reference as it is stored and compared.</summary>
    internal ExternalId Normalized() => new(PlainText.Key(System), PlainText.Normalize(Value));
}
