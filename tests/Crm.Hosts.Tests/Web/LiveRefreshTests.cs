using System.Globalization;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>How parts of pages are kept up to date, over the real source of news.</summary>
internal sealed class LiveRefreshTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly LiveNews SomeNews = new(new HashSet<RecordId>(), new HashSet<RecordType>());

    private readonly List<LiveRefresh> opened = [];
    private WebServer server = null!;
    private IServiceScope scope = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync();
        scope = server.App.Services.CreateScope();
    }

    [TearDown]
    public void Stop()
    {
        foreach (var one in opened)
            one.Stop();
        opened.Clear();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        scope.Dispose();
        await server.DisposeAsync();
    }

    [Test]
    public async Task It_hears_of_a_change_with_the_record_and_its_type()
    {
        var heard = new TaskCompletionSource<LiveNews>();
        await Open().StartAsync(Part(() => Task.CompletedTask, news => heard.TrySetResult(news)));

        var company = await server.CompanyAsync("Heard Works");

        var news = await heard.Task.WaitAsync(Patience);
        Assert.That(news.Records, Does.Contain(company.Id));
        Assert.That(news.Types, Does.Contain(RecordType.Company));
    }

    [Test]
    public async Task It_hears_of_what_changed_while_its_page_was_opened_though_others_heard_of_it_before()
    {
        var (early, late) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Open().StartAsync(Part(() => Task.CompletedTask, _ => early.TrySetResult()));
        var company = await server.CompanyAsync("Opening Works");
        await early.Task.WaitAsync(Patience);

        await Open().StartAsync(Part(() => Task.CompletedTask, news => news.Records.Contains(company.Id) && late.TrySetResult()));

        await late.Task.WaitAsync(Patience);
    }

    [Test]
    public async Task A_page_that_was_left_before_it_began_to_listen_never_listens()
    {
        var (caller, left, late) = (new TaskCompletionSource<Caller>(), 0, Open(new Callers(WebServer.Caller)));
        var slow = Open(new Callers(caller.Task));
        var starting = slow.StartAsync(Part(() => Task.CompletedTask, _ => ++left > 0));
        slow.Stop();
        caller.SetResult(WebServer.Caller);
        await starting;
        late.Stop();
        await late.StartAsync(Part(() => Task.CompletedTask, _ => ++left > 0));

        await HearTwiceAsync(WebServer.Caller);

        Assert.That(left, Is.Zero);
    }

    [Test]
    public async Task What_changes_while_it_loads_is_loaded_once_more()
    {
        var (begun, go, loads, done) = (new TaskCompletionSource(), new TaskCompletionSource(), 0, new TaskCompletionSource());
        var live = Open();
        await live.StartAsync(
            Part(async () =>
            {
                if (++loads == 2)
                    done.SetResult();
                begun.TrySetResult();
                await go.Task;
            })
        );
        live.Take(SomeNews);
        await begun.Task.WaitAsync(Patience);
        for (var change = 0; change < 3; change++)
            live.Take(SomeNews);

        go.SetResult();

        await done.Task.WaitAsync(Patience);
        Assert.That(loads, Is.EqualTo(2));
    }

    [Test]
    public async Task A_refresh_that_fails_does_not_end_it()
    {
        var (loads, done) = (0, new TaskCompletionSource());
        var live = Open();
        await live.StartAsync(
            Part(() =>
            {
                if (++loads < 3)
                    throw new TransientStoreException("It is away.", new IOException());
                done.SetResult();
                return Task.CompletedTask;
            })
        );

        for (var change = 0; change < 3; change++)
            live.Take(SomeNews);

        await done.Task.WaitAsync(Patience);
    }

    [Test]
    public async Task It_speaks_the_language_of_the_page_and_is_known_to_be_nobodys_doing()
    {
        var seen = new TaskCompletionSource<(string, bool)>();
        var live = Open();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        await live.StartAsync(
            Part(() =>
            {
                seen.TrySetResult((CultureInfo.CurrentUICulture.Name, LiveRefresh.IsRunning));
                return Task.CompletedTask;
            })
        );
        CultureInfo.CurrentUICulture = before;

        live.Take(SomeNews);

        Assert.That(await seen.Task.WaitAsync(Patience), Is.EqualTo(("de", true)));
        Assert.That(LiveRefresh.IsRunning, Is.False);
    }

    [Test]
    public async Task While_news_do_not_arrive_it_says_so_and_afterwards_it_loads_what_it_may_have_missed()
    {
        var (rendered, loaded, live) = (0, 0, Open());
        await live.StartAsync(
            Part(() =>
            {
                loaded++;
                return Task.CompletedTask;
            }) with
            {
                Render = () => rendered++,
            }
        );

        live.SetAway(true);
        live.SetAway(true);
        Assert.That((live.IsAway, rendered, loaded), Is.EqualTo((true, 1, 0)));
        live.SetAway(false);

        Assert.That((live.IsAway, rendered, loaded), Is.EqualTo((false, 1, 1)));
    }

    [Test]
    public async Task Where_the_database_does_not_answer_at_the_beginning_it_tries_again()
    {
        var (rendered, loaded, clock) = (0, new TaskCompletionSource<bool>(), new TestClock(DateTimeOffset.UnixEpoch));
        var live = Open(new Callers(WebServer.Caller) { Fails = 2 }, clock);
        await live.StartAsync(
            Part(() =>
            {
                loaded.TrySetResult(true);
                return Task.CompletedTask;
            }) with
            {
                Render = () => rendered++,
            }
        );
        Assert.That((live.IsAway, rendered), Is.EqualTo((true, 1)));

        using var patience = new CancellationTokenSource(Patience);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(2), loaded.Task, patience.Token);

        Assert.That(live.IsAway, Is.False);
    }

    [Test]
    public async Task A_tenant_that_cannot_be_looked_at_keeps_no_news_from_the_others()
    {
        // Many of them: the order in which tenants are looked at is nobody's to choose.
        for (var part = 0; part < 20; part++)
            await Open(new Callers(WebServer.Caller with { Tenant = default })).StartAsync(Part(() => Task.CompletedTask));

        await HearTwiceAsync(WebServer.Caller);
    }

    /// <summary>Waits until two changes have arrived: the first has then arrived everywhere.</summary>
    private async Task HearTwiceAsync(Caller caller)
    {
        for (var change = 0; change < 2; change++)
        {
            var heard = new TaskCompletionSource();
            await Open(new Callers(caller)).StartAsync(Part(() => Task.CompletedTask, _ => heard.TrySetResult()));
            await server.CompanyAsync($"Two Changes {change}");
            await heard.Task.WaitAsync(Patience);
        }
    }

    private LiveRefresh Open(Callers? callers = null, TimeProvider? time = null)
    {
        var live = new LiveRefresh(
            server.App.Services.GetRequiredService<LiveChanges>(),
            callers ?? new Callers(WebServer.Caller),
            scope.ServiceProvider.GetRequiredService<Failures>(),
            time ?? TimeProvider.System
        );
        opened.Add(live);
        return live;
    }

    private static LivePart Part(Func<Task> refresh, Func<LiveNews, bool>? concerns = null) =>
        new()
        {
            Dispatch = run => run(),
            Concerns = concerns ?? (_ => true),
            Refresh = refresh,
            Render = () => { },
        };

    /// <summary>Who is signed in, as soon as it is known and the database answers.</summary>
    private sealed class Callers(Task<Caller> caller) : ICallerProvider
    {
        public Callers(Caller caller)
            : this(Task.FromResult(caller)) { }

        public int Fails { get; set; }

        public async ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken) =>
            Fails-- > 0 ? throw new TransientStoreException("It is away.", new IOException()) : await caller;
    }
}
