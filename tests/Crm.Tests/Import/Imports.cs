using Crm.Import;
using Crm.Kernel;
using Crm.Tenancy;

namespace Crm.Tests.Import;

/// <summary>An import in one call.</summary>
internal static class Imports
{
    /// <summary>Imports what a CSV file would hold.</summary>
    public static async Task<ImportResult> ImportAsync(this CrmHarness crm, ImportMapping mapping, byte[] csv, bool isDryRun = false, Caller? caller = null)
    {
        using var content = new MemoryStream(csv);
        var input = new ImportFileInput
        {
            Content = content,
            FileName = "file.csv",
            Mapping = mapping,
            IsDryRun = isDryRun,
        };
        return await crm.UseCase<ImportFile>().ExecuteAsync(caller ?? crm.Tenant.System, input, default);
    }
}
