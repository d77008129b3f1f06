using Crm.Records;
using Crm.Sequences;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>One answer of a stop rule, and what leads to it.</summary>
/// <param name="Name">What the case shows, for the failure's message.</param>
/// <param name="Context">What the rule is given; see <see cref="RuleContexts.Live"/>.</param>
/// <param name="Expected">The answer's type, such as <see cref="StopDecision.Finish"/>.</param>
public sealed record StopCase(string Name, StopContext Context, Type Expected)
{
    /// <summary>Further assertions on the answer; none where null.</summary>
    public Action<StopDecision>? Verify { get; init; }
}

/// <summary>A record, and whether a rule lets it be enrolled.</summary>
/// <param name="Name">What the case shows, for the failure's message.</param>
/// <param name="Context">What the rule is given; see <see cref="RuleContexts.Candidate"/>.</param>
/// <param name="IsEligible">Whether it may.</param>
public sealed record EligibilityCase(string Name, EligibilityContext Context, bool IsEligible);

/// <summary>Builds what rules are given.</summary>
public static class RuleContexts
{
    /// <summary>An enrolled contact with these fields, with nothing in its way.</summary>
    public static StopContext Live(params (string Key, object Value)[] fields)
    {
        var contact = StepContexts.ForContact(fields).Record;
        return new StopContext
        {
            Tenant = TenantId.From("conformance"),
            Enrollment = new EnrollmentId(new Guid(2, 0, 0, new byte[8])),
            Record = contact,
            Contact = contact,
            Now = StepContexts.Now,
        };
    }

    /// <summary>A contact with these fields that somebody wants to enroll in the sequence <c>check</c>.</summary>
    public static EligibilityContext Candidate(params (string Key, object Value)[] fields)
    {
        var contact = StepContexts.ForContact(fields).Record;
        return new EligibilityContext
        {
            Tenant = TenantId.From("conformance"),
            SequenceKey = "check",
            Record = contact,
            Contact = contact,
            Now = StepContexts.Now,
        };
    }
}

/// <summary>What every stop rule keeps.</summary>
/// <typeparam name="T">The rule.</typeparam>
public abstract class StopRuleConformance<T> : ContractConformance<T>
    where T : class, IStopRule
{
    /// <summary>One case per answer that the rule can give; going on is one of them.</summary>
    protected abstract IEnumerable<StopCase> Cases { get; }

    private protected sealed override string KeyOf(T part) => part.Key;

    /// <summary>Each case leads to its answer; an answer that stops says why, and a pause ends later than now.</summary>
    [Test]
    public void Answers_as_the_cases_say()
    {
        foreach (var one in Cases)
        {
            var answer = Create().Evaluate(one.Context);
            Assert.That(answer, Is.InstanceOf(one.Expected), one.Name);
            if (answer is StopDecision.Finish finish)
                Assert.That(finish.Why, Is.Not.Empty, one.Name);
            if (answer is StopDecision.Pause pause)
                Assert.That((pause.Why.Length > 0, pause.Until > one.Context.Now), Is.EqualTo((true, true)), one.Name);
            one.Verify?.Invoke(answer);
        }
    }

    /// <summary>A rule that stops every enrollment, or none, is no rule.</summary>
    [Test]
    public void Stops_some_and_lets_others_go_on()
    {
        var answers = Cases.Select(one => Create().Evaluate(one.Context) is StopDecision.Continue).ToList();
        Assert.That(answers, Does.Contain(true).And.Contains(false), "The cases must include one that continues and one that stops.");
    }

    /// <summary>The rule is asked before each effect, by whichever worker: the same context has the same answer.</summary>
    [Test]
    public void Answers_the_same_twice()
    {
        var rule = Create();
        foreach (var one in Cases)
        {
            var first = rule.Evaluate(one.Context);
            Assert.That((rule.Evaluate(one.Context), Create().Evaluate(one.Context)), Is.EqualTo((first, first)), one.Name);
        }
    }
}

/// <summary>What every eligibility rule keeps.</summary>
/// <typeparam name="T">The rule.</typeparam>
public abstract class EligibilityRuleConformance<T> : ContractConformance<T>
    where T : class, IEligibilityRule
{
    /// <summary>At least one record that may be enrolled and one that may not.</summary>
    protected abstract IEnumerable<EligibilityCase> Cases { get; }

    private protected sealed override string KeyOf(T part) => part.Key;

    /// <summary>Each case has its answer; a refusal has words for people.</summary>
    [Test]
    public void Answers_as_the_cases_say()
    {
        foreach (var one in Cases)
            Assert.That(Create().WhyNot(one.Context), one.IsEligible ? Is.Null : Is.Not.Null.And.Not.Empty, one.Name);
        Assert.That(Cases.Select(one => one.IsEligible), Does.Contain(true).And.Contains(false), "The cases must show one of each.");
    }

    /// <summary>The same record has the same answer.</summary>
    [Test]
    public void Answers_the_same_twice()
    {
        var rule = Create();
        foreach (var one in Cases)
        {
            var first = rule.WhyNot(one.Context);
            Assert.That((rule.WhyNot(one.Context), Create().WhyNot(one.Context)), Is.EqualTo((first, first)), one.Name);
        }
    }
}

/// <summary>What every schedule keeps.</summary>
/// <typeparam name="T">The schedule.</typeparam>
public abstract class ScheduleConformance<T> : ContractConformance<T>
    where T : class, ISchedule
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(60);

    /// <summary>Zones (IANA) to look at; the base takes three, two of which change their clocks.</summary>
    protected virtual IEnumerable<string> Zones => ["UTC", "Europe/Berlin", "America/New_York"];

    /// <summary>Moments in UTC to look from, rising; the base takes 30 days in steps of 97 minutes, over a change of clocks.</summary>
    protected virtual IEnumerable<DateTimeOffset> Moments => Enumerable.Range(0, 445).Select(step => StepContexts.Now.AddMinutes(97 * step));

    private protected sealed override string KeyOf(T part) => part.Key;

    /// <summary>A slot is at or after the moment, at most 60 days later, in UTC, and the same for whoever asks.</summary>
    [Test]
    public void The_next_slot_is_at_or_after_the_moment()
    {
        foreach (var (zone, from, slot) in Slots())
        {
            Assert.That(slot, Is.Null.Or.InRange(from, from + Furthest), $"{from:u} {zone}");
            Assert.That(slot?.Offset ?? TimeSpan.Zero, Is.EqualTo(TimeSpan.Zero), $"{from:u} {zone}");
            Assert.That(Create().NextSlot(from, zone), Is.EqualTo(slot), $"{from:u} {zone}");
        }
    }

    /// <summary>A slot is allowed: asked from there, the answer is itself.</summary>
    [Test]
    public void A_slot_is_its_own_next_slot()
    {
        foreach (var (zone, _, slot) in Slots())
            if (slot is { } moment)
                Assert.That(Create().NextSlot(moment, zone), Is.EqualTo(moment), $"{moment:u} {zone}");
    }

    /// <summary>Who asks from later on gets no earlier slot: the first one was the first.</summary>
    [Test]
    public void Later_moments_have_no_earlier_slots()
    {
        foreach (var zone in Slots().GroupBy(slot => slot.Zone, slot => slot.Slot))
            Assert.That(zone.OfType<DateTimeOffset>(), Is.Ordered, zone.Key);
    }

    private IEnumerable<(string Zone, DateTimeOffset From, DateTimeOffset? Slot)> Slots() =>
        Zones.SelectMany(zone => Moments.Select(from => (zone, from, Create().NextSlot(from, zone))));
}
