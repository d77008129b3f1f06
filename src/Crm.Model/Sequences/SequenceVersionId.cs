namespace Crm.Sequences;

/// <summary>Identifies a published version of a sequence.</summary>
public readonly record struct SequenceVersionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
