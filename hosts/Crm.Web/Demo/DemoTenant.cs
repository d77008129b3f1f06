using Crm.Installation;
using Crm.Kernel;

namespace Crm.Web.Demo;

/// <summary>The demo's tenant.</summary>
internal sealed class DemoTenant(SetUpTenant setUp, GetTenant get)
{
    /// <summary>What it is called; by this a demo is known.</summary>
    public const string Name = "Lumen Works (demo)";

    /// <summary>The time zone of its wall clocks.</summary>
    public const string Zone = "Europe/Berlin";

    /// <summary>Whether it is there.</summary>
    /// <exception cref="CrmException">Refused: the database holds a tenant that is no demo; made-up data has no place among real data.</exception>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            var view = await get.ExecuteAsync(DemoData.Caller, new NoInput(), cancellationToken);
            return view.Name == Name
                ? true
                : throw CrmException.Refused(
                    "no-demo",
                    "The database holds data that is not the demo's; omit --demo, or choose another folder with --Crm:Data=FOLDER."
                );
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused { Code: "not-set-up" })
        {
            return false;
        }
    }

    /// <summary>Sets it up.</summary>
    public Task SetUpAsync(CancellationToken cancellationToken) => setUp.ExecuteAsync(DemoData.Caller, Tenant(), cancellationToken);

    private static SetUpTenantInput Tenant() =>
        new(Name, "Nora Admin", "nora@lumen-works.example")
        {
            Zone = Zone,
            Currency = "EUR",
            Country = "DE",
            PostalAddress = "Lumen Works, Lampenweg 1, 10115 Berlin",
            MailboxAddress = "hello@lumen-works.example",
        };
}
