namespace Crm.Stores;

/// <summary>A row of one tenant. Immutable; a change is a new row.</summary>
public interface IRow
{
    /// <summary>Whose.</summary>
    TenantId Tenant { get; }
}
