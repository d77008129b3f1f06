using System.Text;
using Crm.Activities;
using Crm.Components;
using Crm.Kernel;

namespace Crm.Web.Pages;

/// <summary><c>GET /team/export</c>: the team's figures as CSV (RFC 4180), in UTF-8 with a byte order mark.</summary>
internal static class TeamExport
{
    /// <summary>The file.</summary>
    public static async Task<IResult> GetAsync(Engine engine, CancellationToken cancellationToken)
    {
        var report = await engine.RunAsync(
            (GetTeamReport get, Caller caller) => get.ExecuteAsync(caller, new GetTeamReportInput { WithCsv = true }, cancellationToken),
            cancellationToken
        );
        return Results.Bytes([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(report.Csv!)], "text/csv; charset=utf-8", "team.csv");
    }
}
