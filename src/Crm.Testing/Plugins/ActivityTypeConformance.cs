using System.Text.Json;
using Crm.Activities;
using Crm.Plugins;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What every type of activity keeps.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class ActivityTypeConformance<T>
    where T : class, IActivityType
{
    /// <summary>Details that are taken: the type's own record, or JSON as text. At least one.</summary>
    protected abstract IEnumerable<object> Accepted { get; }

    /// <summary>Details that are refused, beyond unknown members: the type's own record, or JSON as text. Empty where nothing more can be wrong.</summary>
    protected virtual IEnumerable<object> Rejected => [];

    /// <summary>A fresh instance; the base takes the parameterless constructor.</summary>
    protected virtual T Create() => Activator.CreateInstance<T>();

    /// <summary>Stored keys must never meet those of another plugin.</summary>
    [Test]
    public void Key_begins_with_the_plugin_id()
    {
        var id = CoreParts.IdOf(typeof(T).Assembly) ?? "";
        Assert.That(PluginKey.IsOf(id, Create().Descriptor.Key), $"'{Create().Descriptor.Key}' must be '{id}.' and lower-case letters, digits, _ and dots.");
    }

    /// <summary>Label, columns and outcomes fit together.</summary>
    [Test]
    public void Descriptor_is_sound()
    {
        var descriptor = Create().Descriptor;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(descriptor.Label, Is.Not.Empty);
            Assert.That(descriptor.Requires & ~descriptor.Uses, Is.EqualTo(ActivityFields.None), "A required column must be used.");
            Assert.That(descriptor.Outcomes.Select(outcome => outcome.Key), Is.Unique);
            Assert.That(descriptor.Outcomes, descriptor.Uses.HasFlag(ActivityFields.Outcome) ? Is.Not.Null : Is.Empty, "Outcomes need the column.");
            Assert.That(descriptor.Outcomes.Select(outcome => outcome.Label), Has.None.Empty);
            Assert.That(descriptor.Icon is null || ActivityIcons.All.Contains(descriptor.Icon), $"'{descriptor.Icon}' is not one of {nameof(ActivityIcons)}.");
        }
    }

    /// <summary>What is accepted is valid under the schema too, and comes back from JSON as it went.</summary>
    [Test]
    public async Task Accepts_its_details_and_they_survive_the_schema()
    {
        var cases = Accepted.Select(Sameness.ToJson).ToList();
        Assert.That(cases, Is.Not.Empty, "At least one accepted case is needed.");
        var record = Sameness.ArgumentOf(typeof(T), typeof(ActivityType<>));
        foreach (var details in cases)
        {
            Assert.That(Create().Describe(details).Rejection, Is.Null, details.GetRawText());
            if (Create().Descriptor.DetailsSchema is { } schema)
                Assert.That(await Sameness.ViolationsAsync(schema, details), Is.Empty, details.GetRawText());
            if (record is null)
                continue;
            var written = JsonSerializer.SerializeToElement(details.Deserialize(record, ContractJson.Options), record, ContractJson.Options);
            var again = JsonSerializer.SerializeToElement(written.Deserialize(record, ContractJson.Options), record, ContractJson.Options);
            Assert.That(again.GetRawText(), Is.EqualTo(written.GetRawText()), "Reading and writing again must change nothing.");
        }
    }

    /// <summary>What is refused says why.</summary>
    [Test]
    public void Rejects_wrong_details_with_a_reason()
    {
        using (Assert.EnterMultipleScope())
            foreach (var details in Rejected.Select(Sameness.ToJson).Append(Sameness.With(Sameness.ToJson(Accepted.First()), "noSuchMember", 1)))
                Assert.That(Create().Describe(details).Rejection, Is.Not.Null.And.Not.Empty, details.GetRawText());
    }

    /// <summary>The same details have the same description, from the same instance and from another.</summary>
    [Test]
    public void Gives_the_same_answer_twice()
    {
        var type = Create();
        using (Assert.EnterMultipleScope())
            foreach (var details in Accepted.Concat(Rejected).Select(Sameness.ToJson))
            {
                var first = Sameness.Of(type.Describe(details));
                Assert.That(Sameness.Of(type.Describe(details)), Is.EqualTo(first));
                Assert.That(Sameness.Of(Create().Describe(details)), Is.EqualTo(first));
            }
    }
}
