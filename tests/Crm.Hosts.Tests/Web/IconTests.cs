using Crm.Activities;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Web;

public sealed class IconTests
{
    [TestCaseSource(typeof(ActivityIcons), nameof(ActivityIcons.All))]
    public void The_components_draw_every_icon_that_a_plugin_may_name(string icon) =>
        Assert.That(File.ReadAllText(Repository.At("src", "Crm.Components", "Controls", "Icon.razor")), Does.Contain($"case \"{icon}\":"));
}
