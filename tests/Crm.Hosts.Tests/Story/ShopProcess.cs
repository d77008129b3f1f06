using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Crm.Tests.Hosts.Story;

/// <summary>The program of docs/embedding.md, used as a reader would.</summary>
internal static partial class ShopProcess
{
    private static readonly string[] Notes = ["Has ordered.", "Has ordered."];

    /// <summary>Starts the shop, orders twice and reads the customer's notes.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="folder">Where it works and finds its settings.</param>
    public static async Task AssertOrdersAreNotedAsync(string assembly, string folder)
    {
        await using var shop = HostProcess.Start("dotnet", [assembly, "--urls", "http://127.0.0.1:0"], folder, new Dictionary<string, string>());
        var said = await Eventually.AsyncOf(
            () => Task.FromResult(Address().Match(shop.Output)),
            match => match.Success || !shop.IsRunning,
            "the shop is open",
            () => shop.Error
        );
        Assert.That(said.Success, shop.Error);
        using var client = new HttpClient { BaseAddress = new Uri(said.Value) };

        for (var order = 0; order < Notes.Length; order++)
            (await client.PostAsync(new Uri("/orders?email=ada@example.com", UriKind.Relative), null)).EnsureSuccessStatusCode();

        Assert.That(await client.GetFromJsonAsync<string[]>(new Uri("/customers/ada@example.com/notes", UriKind.Relative)), Is.EqualTo(Notes));
    }

    [GeneratedRegex("http://[0-9.]+:[0-9]+")]
    private static partial Regex Address();
}
