using Crm.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Web.Pages;

/// <summary><c>GET /search/found?q=</c>: what the search box shows while one types, as a piece of a page.</summary>
internal static class FoundEndpoint
{
    /// <summary>The hits.</summary>
    public static async Task<RazorComponentResult<FoundOptions>> GetAsync(string? q, Engine engine, CancellationToken cancellationToken)
    {
        var text = (q ?? "").Trim();
        var hits = await engine.ReadAsync(reading => FoundPage.FindAsync(reading, text), cancellationToken);
        return new RazorComponentResult<FoundOptions>(new { Hits = hits, Text = text }) { PreventStreamingRendering = true };
    }
}
