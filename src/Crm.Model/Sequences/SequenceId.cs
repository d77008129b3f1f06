namespace Crm.Sequences;

/// <summary>Identifies a sequence.</summary>
public readonly record struct SequenceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
