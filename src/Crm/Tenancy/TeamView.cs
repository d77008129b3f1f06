namespace Crm.Tenancy;

/// <summary>A team as people see it.</summary>
/// <param name="Id">The team's id.</param>
/// <param name="Name">Its name, unique within the tenant.</param>
/// <param name="Manager">Who leads it, or null.</param>
/// <param name="Revision">Grows with each change.</param>
public sealed record TeamView(TeamId Id, string Name, MemberId? Manager, int Revision)
{
    internal static TeamView Of(Team row) => new(row.Id, row.Name, row.Manager, row.Revision);
}
