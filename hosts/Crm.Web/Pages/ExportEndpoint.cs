using System.Text;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;

namespace Crm.Web.Pages;

/// <summary><c>GET /records/{type}/export</c>: what a list shows as CSV (RFC 4180), in UTF-8 with a byte order mark, which spreadsheets ask for.</summary>
internal static class ExportEndpoint
{
    /// <summary>The file, written portion by portion.</summary>
    public static async Task GetAsync(string type, HttpContext http, Engine engine)
    {
        var query = new RecordListQuery(Links.TypeOf(type) ?? throw CrmException.NotFound("type of record", type), http.Request.Query);
        var input = query.ToInput();
        var portion = await NextAsync(engine, new ExportRecordsInput(input), http.RequestAborted);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{Links.Path(query.Type)}s.csv\"";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetPreamble(), http.RequestAborted);
        while (true)
        {
            await http.Response.WriteAsync(portion.Csv, http.RequestAborted);
            if (portion.Next is not { } next)
                return;
            portion = await NextAsync(engine, new ExportRecordsInput(input with { Page = new(input.Page.Size, next) }), http.RequestAborted);
        }
    }

    private static Task<ExportedRecords> NextAsync(Engine engine, ExportRecordsInput input, CancellationToken cancellationToken) =>
        engine.RunAsync((ExportRecords export, Caller caller) => export.ExecuteAsync(caller, input, cancellationToken), cancellationToken);
}
