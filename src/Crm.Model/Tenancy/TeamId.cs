namespace Crm.Tenancy;

/// <summary>Identifies a team.</summary>
public readonly record struct TeamId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
