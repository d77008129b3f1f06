using Crm.Kernel;
using CsCheck;

namespace Crm.Hosting;

internal sealed class OrderedIdTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 2, 9, 0, 0, 123, TimeSpan.Zero);

    [Test]
    public void Ids_of_one_moment_sort_in_the_order_in_which_they_were_made()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => OrderedId.At(Moment)).ToList();
        Assert.That(ids, Is.Ordered.Ascending);
        Assert.That(ids.Distinct().Count(), Is.EqualTo(ids.Count));
    }

    [Test]
    public void Threads_that_make_them_at_once_get_each_its_own_in_its_order()
    {
        var made = new Guid[4][];
        Parallel.For(0, made.Length, index => made[index] = [.. Enumerable.Range(0, 20_000).Select(_ => OrderedId.At(Moment))]);
        foreach (var own in made)
            Assert.That(own, Is.Ordered.Ascending);
        Assert.That(made.SelectMany(own => own).Distinct().Count(), Is.EqualTo(80_000));
    }

    [Test]
    public void Every_id_is_of_version_7_with_its_moment_in_front_so_that_a_later_moment_sorts_later() =>
        Gen.Select(Gen.Long[0, 4_102_444_800_000], Gen.Long[1, 1_000_000_000_000])
            .Sample(
                (milliseconds, later) =>
                {
                    var moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
                    var (id, next) = (OrderedId.At(moment.AddMilliseconds(later)), OrderedId.At(moment));
                    Span<byte> bytes = stackalloc byte[16];
                    next.TryWriteBytes(bytes, bigEndian: true, out _);
                    var stamp =
                        ((long)bytes[0] << 40) | ((long)bytes[1] << 32) | ((long)bytes[2] << 24) | ((long)bytes[3] << 16) | ((long)bytes[4] << 8) | bytes[5];
                    return next.Version == 7 && (bytes[8] >> 6) == 0b10 && stamp == milliseconds && id.CompareTo(next) > 0;
                }
            );
}
