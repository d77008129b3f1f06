using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Tests.Hosts.Story;
using Crm.Web;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Pictures;

/// <summary>
/// Every page and every dialog with the demo's data, wide and narrow, light and dark: nothing overflows, nobody is kept from reading it, no key of the engine's stands where people read.
/// <c>CRM_WRITE_SCREENSHOTS=1</c> writes the pictures into <c>docs/screenshots</c>; else they only have to be there.
/// </summary>
internal sealed partial class PictureTests
{
    private const int MaxFolder = 12 * 1024 * 1024;

    /// <summary>A longer page is cut off there: a list goes on in the same way.</summary>
    private const int MaxHeight = 2_200;

    private static readonly string Folder = Repository.At("docs", "screenshots");
    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("CRM_WRITE_SCREENSHOTS") == "1";
    private PictureSite? site;

    private static IEnumerable<string> Names => PictureList.All.Select(picture => picture.Name);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [Test]
    [Category("Long")]
    public async Task A_page_or_dialog_fits_and_breaks_no_rule_of_accessibility([ValueSource(nameof(Names))] string name, [Values(1280, 390)] int width)
    {
        site ??= await PictureSite.StartAsync();
        var picture = PictureList.All.Single(one => one.Name == name);
        var page = await site.OpenAsync(picture, width);
        await using var context = page.Context;

        await page.EvaluateAsync("window.scrollTo(0, 0)");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var text = await page.EvaluateAsync<string>("document.body.innerText");
        var broken = new List<string>();
        foreach (var isDark in new[] { false, true })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await ShootAsync(page, picture, width, isDark);
            broken.AddRange((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"));
        }
        Assert.Multiple(() =>
        {
            Assert.That(overflow, Is.Zero, "nothing is wider than the window");
            Assert.That(EngineKey().Matches(text).Select(match => match.Value), Is.Empty, "a person reads words, not keys");
            Assert.That(broken, Is.Empty);
        });
    }

    [Test]
    public void No_page_and_no_dialog_is_left_out()
    {
        var shown = PictureList.All.Select(picture => picture.Component).OfType<string>().ToHashSet();
        var routes = typeof(CrmWeb)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => new Regex($"^{Parameter().Replace(route.Template, "[^/]+")}([?].*)?$"));
        var components = new[] { Repository.At("src", "Crm.Components"), Repository.At("hosts", "Crm.Web") }
            .SelectMany(folder => Directory.GetFiles(folder, "*.razor", SearchOption.AllDirectories))
            .Where(file =>
                Dialog().IsMatch(File.ReadAllText(file))
                || Path.GetDirectoryName(file)!.EndsWith("Account", StringComparison.Ordinal) && file.EndsWith("Page.razor", StringComparison.Ordinal)
            )
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Multiple(() =>
        {
            Assert.That(routes.Where(route => !PictureList.All.Any(picture => route.IsMatch(picture.Path))).Select(route => route.ToString()), Is.Empty);
            Assert.That(components.Except(shown), Is.Empty);
        });
    }

    [Test]
    public void Each_has_its_pictures_and_all_of_them_are_small()
    {
        var wanted = PictureList.All.SelectMany(picture =>
            Picture.Widths.SelectMany(width => new[] { false, true }.Select(isDark => picture.File(width, isDark)))
        );
        var files = new DirectoryInfo(Folder).GetFiles();
        Assert.Multiple(() =>
        {
            Assert.That(files.Select(file => file.Name), Is.EquivalentTo(wanted), "CRM_WRITE_SCREENSHOTS=1 writes them");
            Assert.That(files.Sum(file => file.Length), Is.LessThanOrEqualTo(MaxFolder));
        });
    }

    private static async Task ShootAsync(IPage page, Picture picture, int width, bool isDark)
    {
        if (picture.IsDialog)
            await FitDialogAsync(page, width);
        var session = await page.Context.NewCDPSessionAsync(page);
        var height = picture.IsDialog ? page.ViewportSize!.Height : Math.Min(MaxHeight, await page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        var shot = await session.SendAsync(
            "Page.captureScreenshot",
            new Dictionary<string, object>
            {
                ["format"] = "webp",
                ["quality"] = 60,
                ["captureBeyondViewport"] = !picture.IsDialog,
                ["clip"] = new Dictionary<string, object>
                {
                    ["x"] = 0,
                    ["y"] = 0,
                    ["width"] = width,
                    ["height"] = height,
                    ["scale"] = 1,
                },
            }
        );
        if (!IsWriting)
            return;
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(
            Path.Combine(Folder, picture.File(width, isDark)),
            Convert.FromBase64String(shot!.Value.GetProperty("data").GetString()!)
        );
    }

    /// <summary>A dialog scrolls in a low window; for its picture the window is as high as it needs.</summary>
    private static async Task FitDialogAsync(IPage page, int width)
    {
        var needed = await page.EvaluateAsync<int>(
            "Math.ceil(Math.max(...[...document.querySelectorAll('dialog[open]')].flatMap(one => [one, ...one.querySelectorAll('*')]).map(one => one.scrollHeight)))"
        );
        await page.SetViewportSizeAsync(width, Math.Clamp(needed + 260, 700, MaxHeight));
    }

    [GeneratedRegex(@"\bcrm\.[a-z_]+(\.[a-z_]+)*\b")]
    private static partial Regex EngineKey();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"<CrmDialog\b|<dialog\b(?! @ref)")]
    private static partial Regex Dialog();
}
