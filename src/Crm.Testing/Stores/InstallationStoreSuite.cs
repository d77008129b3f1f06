using Crm.Events;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves what the installation knows about itself.</summary>
[Proves(typeof(IInstallationStore))]
[Proves(typeof(IInstallationLookup))]
public abstract class InstallationStoreSuite : StoreSuite
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Remembers_what_a_plugin_brought_in_the_place_of_what_it_brought_before()
    {
        PluginPart[] first = [new("acme.one", "stop rule", "acme.one.a"), new("acme.one", "step handler", "acme.one.b")];
        PluginPart[] other = [new("acme.two", "stop rule", "acme.two.a")];
        await RememberAsync(["acme.one"], first);
        await RememberAsync(["acme.two"], other);
        Assert.That(await PartsAsync(), Is.SupersetOf(first.Concat(other)));

        await RememberAsync(["acme.one"], [first[1]]);

        Assert.That(await PartsAsync(), Is.SupersetOf(other.Prepend(first[1])).And.None.EqualTo(first[0]));
    }

    [Test]
    public async Task Remembers_of_a_subscriber_the_types_of_event_that_it_wants()
    {
        PluginPart board = new("acme.board", "event subscriber", "acme.board.orders") { EventTypes = ["deal.won", "contact.*"] };
        await RememberAsync(["acme.board"], [board]);
        Assert.That(await PartsAsync(), Does.Contain(board));

        var newer = board with { EventTypes = ["deal.won"] };
        await RememberAsync(["acme.board"], [newer]);

        Assert.That(await PartsAsync(), Does.Contain(newer).And.None.EqualTo(board));
    }

    [Test]
    public async Task Forgets_no_part_before_those_who_hold_the_parts_have_ended()
    {
        PluginPart board = new("acme.held", "event subscriber", "acme.held.orders");
        await RememberAsync(["acme.held"], [board]);
        var entry = new InboxEntry
        {
            Tenant = Sample.TenantId(),
            Event = new CrmEventId(Sample.Id()),
            Subscriber = board.Key,
            NextAttemptAt = Sample.Now,
        };
        Task<int> forgotten;
        await using (var relay = await SystemStore.BeginAsync(default))
        {
            await relay.Installation.HoldPartsAsync(default);
            Assert.That(await relay.Installation.GetPluginPartsAsync(default), Does.Contain(board));
            forgotten = Task.Run(ForgetAsync);
            // Long enough for one who does not wait.
            for (var round = 0; round < 100; round++)
                await relay.Installation.GetPluginPartsAsync(default);
            await relay.ApplyAsync(Sample.Insert(entry), default);
            await relay.CommitAsync(default);
        }

        Assert.That(await forgotten, Is.EqualTo(1));
        Assert.That(await PartsAsync(), Has.None.EqualTo(board));

        Task<int> ForgetAsync() =>
            WorkAsync(async work =>
            {
                await work.Installation.RememberPartsAsync(["acme.held"], [], default);
                return await work.DeliveryClaims.DropAsync(board.Key, 10, default);
            });
    }

    [Test]
    public async Task A_tenant_may_read_what_plugins_brought()
    {
        PluginPart part = new("acme.read", "stop rule", "acme.read.a");
        await RememberAsync(["acme.read"], [part]);
        Assert.That(await ReadAsync(Sample.TenantId(), work => work.Installation.GetPluginPartsAsync(default)), Does.Contain(part));
    }

    [Test]
    public async Task Each_mark_is_later_than_the_one_before_whatever_the_clock_says()
    {
        var first = await MarkAsync(Noon);
        var back = await MarkAsync(Noon.AddDays(-400));
        var later = await MarkAsync(Noon.AddHours(1));
        Assert.That((first.At, back.At > first.At, later.At), Is.EqualTo((Noon, true, Noon.AddHours(1))));
        Assert.That((back.Installation, later.Installation), Is.EqualTo((first.Installation, first.Installation)));
        Assert.That(await WorkAsync(work => work.Installation.GetMarkAsync(default)), Is.EqualTo(later));

        var recovered = await WorkAsync(work => work.Installation.BeginRecoveryAsync(Noon, default));

        Assert.That(recovered, Is.EqualTo(later with { RecoveredAt = Noon }));
    }

    [Test]
    public async Task That_the_database_was_restored_holds_until_a_recovery_begins()
    {
        await MarkAsync(Noon);
        await WorkAsync(async work =>
        {
            await work.Installation.MarkBehindAsync(default);
            return true;
        });
        Assert.That((await MarkAsync(Noon.AddDays(1))).IsBehind, "whatever other hosts do");

        Assert.That((await WorkAsync(work => work.Installation.BeginRecoveryAsync(Noon, default))).IsBehind, Is.False);
    }

    [Test]
    public async Task Lists_the_tenants_that_are_set_up()
    {
        var (one, other) = (Sample.Tenant(), Sample.Tenant());
        await StoreAsync(one, other);
        Assert.That(await WorkAsync(work => work.Installation.GetTenantsAsync(default)), Is.SupersetOf(new[] { one.Id, other.Id }));
    }

    private Task<InstallationMark> MarkAsync(DateTimeOffset at) => WorkAsync(work => work.Installation.MarkAsync(at, default));

    private Task<IReadOnlyList<PluginPart>> PartsAsync() => WorkAsync(work => work.Installation.GetPluginPartsAsync(default));

    private Task<bool> RememberAsync(string[] plugins, PluginPart[] parts) =>
        WorkAsync(async work =>
        {
            await work.Installation.RememberPartsAsync(plugins, parts, default);
            return true;
        });
}
