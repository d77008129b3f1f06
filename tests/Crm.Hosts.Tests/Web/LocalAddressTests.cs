using Crm.Components;
using Microsoft.AspNetCore.Components;

namespace Crm.Tests.Hosts.Web;

/// <summary>Links to the page itself stay within the host, whatever the page's address looks like.</summary>
internal sealed class LocalAddressTests
{
    [TestCase("https://crm.example/queue?show=calls#top", "/queue?show=calls", "/queue", "/queue?show=tasks")]
    [TestCase("https://crm.example/", "/", "/", "/?show=tasks")]
    [TestCase("https://crm.example/shop/customer", "/shop/customer", "/shop/customer", "/shop/customer?show=tasks")]
    [TestCase("https://crm.example//evil.example/", "/.//evil.example/", "/.//evil.example/", "/.//evil.example/?show=tasks")]
    [TestCase("https://crm.example///evil.example", "/.///evil.example", "/.///evil.example", "/.///evil.example?show=tasks")]
    [TestCase("https://crm.example/javascript:alert(1)", "/javascript:alert(1)", "/javascript:alert(1)", "/javascript:alert(1)?show=tasks")]
    public void They_are_paths_of_this_host(string address, string here, string path, string other)
    {
        var navigation = new Place(address);

        var changed = navigation.PathWith(new Dictionary<string, object?> { ["show"] = "tasks" });

        Assert.That((navigation.Here(), navigation.Path(), changed), Is.EqualTo((here, path, other)));
        foreach (var link in new[] { here, path, other })
            Assert.That(new Uri(new Uri("https://crm.example/"), link).GetLeftPart(UriPartial.Authority), Is.EqualTo("https://crm.example"), link);
    }

    private sealed class Place : NavigationManager
    {
        public Place(string address) => Initialize("https://crm.example/", address);
    }
}
