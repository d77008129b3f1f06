using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Crm.Tests.Hosts.Story;

/// <summary>The program of docs/embedding.md, as a reader would start it.</summary>
public sealed partial class EmbeddingSampleTests
{
    private static readonly string[] Notes = ["Has ordered.", "Has ordered."];

    private string folder = "";

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory("crm-shop-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Orders_come_with_their_customer_and_a_note()
    {
        var sample = Repository.At("docs", "examples", "embedding");
        File.Copy(Path.Combine(sample, "appsettings.json"), Path.Combine(folder, "appsettings.json"));
        string[] line = [Path.Combine(sample, "bin", Repository.Configuration, "net10.0", "Shop.dll"), "--urls", "http://127.0.0.1:0"];
        await using var shop = HostProcess.Start("dotnet", line, folder, new Dictionary<string, string>());
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
