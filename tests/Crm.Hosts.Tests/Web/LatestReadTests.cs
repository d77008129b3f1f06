using Crm.Components;

namespace Crm.Tests.Hosts.Web;

/// <summary>Which of several reads a part of a page shows.</summary>
internal sealed class LatestReadTests
{
    [Test]
    public async Task A_read_that_comes_back_after_one_that_began_later_is_not_shown()
    {
        var reads = new LatestRead();
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());

        var older = reads.ReadAsync(() => first.Task);
        var newer = reads.ReadAsync(() => second.Task);
        second.SetResult("nine tasks");
        first.SetResult("seven tasks");

        Assert.That((await newer, await older), Is.EqualTo(("nine tasks", (string?)null)));
    }

    [Test]
    public async Task The_last_read_is_shown_though_one_before_it_failed()
    {
        var reads = new LatestRead();
        var first = new TaskCompletionSource<string>();

        var older = reads.ReadAsync(() => first.Task);
        var newer = reads.ReadAsync(() => Task.FromResult("nine tasks"));
        first.SetException(new InvalidOperationException());

        Assert.That(await newer, Is.EqualTo("nine tasks"));
        Assert.That(() => older, Throws.InvalidOperationException, "and whoever asked for it learns why");
    }
}
