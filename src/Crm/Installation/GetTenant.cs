namespace Crm.Installation;

/// <summary>Shows the tenant and what hangs on it.</summary>
/// <remarks>Refused: the tenant is not set up (<c>not-set-up</c>).</remarks>
public sealed class GetTenant : UseCase<NoInput, TenantView>
{
    internal GetTenant(UseCaseExecutor executor)
        : base(executor, "tenant.get", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<TenantView> DecideAsync(Work work, NoInput input) =>
        await TenantView.FindAsync(work) ?? throw CrmException.Refused("not-set-up", "The tenant is not set up yet.");
}
