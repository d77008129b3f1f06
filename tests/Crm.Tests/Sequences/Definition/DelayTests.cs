using System.Text.Json;
using CsCheck;

namespace Crm.Sequences.Definition;

public sealed class DelayTests
{
    private static readonly Gen<Delay> AnyDelay = Gen.Select(Gen.Int[0, 365], Gen.Enum<DelayUnit>(), (amount, unit) => new Delay(amount, unit));

    [TestCase("2 business days", 2, DelayUnit.BusinessDays)]
    [TestCase("30 minutes", 30, DelayUnit.Minutes)]
    [TestCase("1 day", 1, DelayUnit.Days)]
    [TestCase(" 1  Business   DAY ", 1, DelayUnit.BusinessDays)]
    [TestCase("0", 0, DelayUnit.Minutes)]
    [TestCase("0 days", 0, DelayUnit.Minutes)]
    [TestCase("0 business days", 0, DelayUnit.BusinessDays)]
    public void Reads_what_people_write(string text, int amount, DelayUnit unit) => Assert.That(Delay.Parse(text), Is.EqualTo(new Delay(amount, unit)));

    [TestCase("")]
    [TestCase("2")]
    [TestCase("days")]
    [TestCase("two days")]
    [TestCase("-1 days")]
    [TestCase("1.5 days")]
    [TestCase("1 week")]
    [TestCase("366 days")]
    [TestCase("99999999999999999999 minutes")]
    [TestCase("4000000000 minutes")]
    public void Refuses_anything_else(string text)
    {
        Assert.That(Delay.TryParse(text, out _, out var problem), Is.False);
        Assert.That(problem, Does.StartWith("must be "));
    }

    [Test]
    public void What_is_printed_is_read_again() =>
        AnyDelay.Sample(delay => Delay.Parse(delay.ToString()) == delay && JsonSerializer.Deserialize<Delay>(JsonSerializer.Serialize(delay)) == delay);

    [Test]
    public void Any_text_is_read_or_refused_without_throwing() =>
        Gen.String.Sample(text => Delay.TryParse(text, out _, out var problem) == (problem.Length == 0));
}
