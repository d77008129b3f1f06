namespace Crm.Tests.Hosts.Story;

/// <summary>The program of docs/embedding.md, as a reader would start it.</summary>
public sealed class EmbeddingSampleTests
{
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
        await ShopProcess.AssertOrdersAreNotedAsync(Path.Combine(sample, "bin", Repository.Configuration, "net10.0", "Shop.dll"), folder);
    }
}
