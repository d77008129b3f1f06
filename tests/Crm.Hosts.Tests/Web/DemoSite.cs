using System.Text.RegularExpressions;
using Crm.Accounts;
using Crm.Tenancy;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>The demo in this process, and Debian's Chromium to look at it.</summary>
internal sealed partial class DemoSite : IAsyncDisposable
{
    private readonly string folder;
    private readonly Chromium chromium;
    private readonly Dictionary<string, string> states = [];

    private DemoSite(string folder, WebApplication app, Chromium chromium) => (this.folder, App, this.chromium) = (folder, app, chromium);

    /// <summary>The host.</summary>
    public WebApplication App { get; }

    /// <summary>Its address.</summary>
    public string Address => App.Urls.First();

    /// <summary>Starts both.</summary>
    /// <param name="more">Further settings of the host.</param>
    public static async Task<DemoSite> StartAsync(params string[] more)
    {
        var chromium = await Chromium.StartAsync();
        var folder = Directory.CreateTempSubdirectory("crm-browser-").FullName;
        var app = CrmWeb.Build(["--demo", $"--Crm:Data={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. more]);
        await app.StartAsync();
        return new DemoSite(folder, app, chromium);
    }

    /// <summary>Role of somebody who may do everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>A window of its own, with its own storage and cookies.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="isDark">Whether the person likes it dark.</param>
    /// <param name="hasScript">Whether pages may run script.</param>
    /// <param name="state">Role of who is signed in; null for nobody.</param>
    public async Task<IBrowserContext> OpenAsync(int width = 1280, bool isDark = false, bool hasScript = true, string? state = Administrator) =>
        await OpenAsync(state is null ? null : await StateOfAsync(state), width, isDark, hasScript);

    /// <summary>A window of somebody who works here.</summary>
    public Task<IBrowserContext> OpenAsync(Person person, int width = 1280, bool isDark = false, bool hasScript = true) =>
        OpenAsync(person.State, width, isDark, hasScript);

    private Task<IBrowserContext> OpenAsync(string? storage, int width, bool isDark, bool hasScript) =>
        chromium.Browser.NewContextAsync(
            new()
            {
                BaseURL = Address,
                StorageState = storage,
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = hasScript,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );

    /// <summary>A use case, in a scope that ends with the process.</summary>
    public T Use<T>()
        where T : notnull => App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    /// <summary>Somebody new, who joins by an invitation and signs in from now on with <see cref="WebServer.Password"/>.</summary>
    /// <param name="name">The name, which nobody else has.</param>
    /// <param name="role">What the person may do.</param>
    public async Task<Person> HireAsync(string name, MemberRole role = MemberRole.Rep)
    {
        var words = NotInAddresses().Replace(name, "-").Trim('-').ToLowerInvariant();
        var address = $"{words[..Math.Min(words.Length, 40)]}@lumen-works.example";
        var member = await Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput(name, address) { Role = role }, default);
        var link = await Use<InviteMember>().ExecuteAsync(WebServer.Caller, new InviteMemberInput(member.Id), default);
        await using var context = await OpenAsync(state: null);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/link/{link.Token}");
        await page.GetByLabel("New password").FillAsync(WebServer.Password);
        await page.GetByLabel("The same once more").FillAsync(WebServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await ArriveAsync(page, "/$");
        return new Person(member, await context.StorageStateAsync());
    }

    /// <summary>Signs in by the demo's one click, once for each role.</summary>
    private async Task<string> StateOfAsync(string role)
    {
        if (states.TryGetValue(role, out var known))
            return known;
        await using var context = await OpenAsync(state: null);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {role}" }).ClickAsync();
        await ArriveAsync(page, "/$");
        return states[role] = await context.StorageStateAsync();
    }

    /// <summary>Asks for the address again and again: 'WaitForURL' misses a navigation that ends between its look at the address and its subscription.</summary>
    public static Task ArriveAsync(IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex(address), new() { Timeout = 30_000 });

    /// <summary>Kept beside the results, for people to look at.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotInAddresses();
}
