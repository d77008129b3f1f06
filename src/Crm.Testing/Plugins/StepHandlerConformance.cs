using System.Reflection;
using System.Text.Json;
using Crm.Plugins;
using Crm.Sequences;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What every fast step handler keeps.</summary>
/// <typeparam name="T">The handler.</typeparam>
public abstract class StepHandlerConformance<T> : StepConformance
    where T : class, ISequenceStepHandler
{
    /// <summary>A fresh instance; the base takes the parameterless constructor.</summary>
    protected virtual T Create() => Activator.CreateInstance<T>();

    private protected sealed override Assembly Plugin => typeof(T).Assembly;

    private protected sealed override StepHandler Wrap() => new(Create());

    private protected sealed override ValueTask<StepDecision> DecideAsync(StepHandler handler, StepContext context, JsonElement settings) =>
        ValueTask.FromResult(handler.Fast!.Decide(context, settings));
}

/// <summary>What every slow step handler keeps. Derived classes fake the outside.</summary>
/// <typeparam name="T">The handler.</typeparam>
public abstract class SlowStepHandlerConformance<T> : StepConformance
    where T : class, ISlowSequenceStepHandler
{
    /// <summary>A fresh instance, with its outside faked.</summary>
    protected abstract T Create();

    private protected sealed override Assembly Plugin => typeof(T).Assembly;

    private protected sealed override StepHandler Wrap() => new(Create());

    private protected sealed override ValueTask<StepDecision> DecideAsync(StepHandler handler, StepContext context, JsonElement settings) =>
        handler.Slow!.DecideAsync(context, settings, CancellationToken.None);

    /// <summary>A preview is shown to people before anything runs; it must not throw.</summary>
    [Test]
    public void Previews_without_throwing()
    {
        foreach (var step in Cases)
            Assert.That(() => Create().Preview(step.Context, Sameness.ToJson(step.Settings)), Throws.Nothing, step.Name);
    }
}

/// <summary>What fast and slow step handlers have in common; derive from <see cref="StepHandlerConformance{T}"/> or <see cref="SlowStepHandlerConformance{T}"/>.</summary>
public abstract class StepConformance
{
    private const string MissingTag = "{{ contact.no_such_field }}";

    /// <summary>One case per decision that the handler can make.</summary>
    protected abstract IEnumerable<StepCase> Cases { get; }

    /// <summary>The id that its key begins with; the base takes the one that marks its assembly.</summary>
    protected virtual string PluginId => Plugin.GetCustomAttribute<CrmPluginAttribute>()?.Id ?? "";

    private protected abstract Assembly Plugin { get; }

    private protected abstract StepHandler Wrap();

    private protected abstract ValueTask<StepDecision> DecideAsync(StepHandler handler, StepContext context, JsonElement settings);

    /// <summary>Stored keys must never meet those of another plugin.</summary>
    [Test]
    public void Key_begins_with_the_plugin_id()
    {
        Assert.That(PluginKey.IsOf(PluginId, Wrap().Key), $"'{Wrap().Key}' must be '{PluginId}.' and lower-case letters, digits, _ and dots.");
        Assert.That(Wrap().Descriptor.Label, Is.Not.Empty);
    }

    /// <summary>Each case leads to its decision.</summary>
    [Test]
    public async Task Decides_as_the_cases_say()
    {
        Assert.That(Cases, Is.Not.Empty, "At least one case is needed, better one per decision.");
        foreach (var step in Cases)
        {
            var decision = await DecideAsync(Wrap(), step.Context, Sameness.ToJson(step.Settings));
            Assert.That(decision, Is.InstanceOf(step.Expected), step.Name);
            step.Verify?.Invoke(decision);
        }
    }

    /// <summary>The same context has the same decision, from the same instance and from another: a retry must not decide otherwise.</summary>
    [Test]
    public async Task Decides_the_same_twice()
    {
        var handler = Wrap();
        foreach (var step in Cases)
        {
            var settings = Sameness.ToJson(step.Settings);
            var first = Sameness.Of(await DecideAsync(handler, step.Context, settings));
            Assert.That(Sameness.Of(await DecideAsync(handler, step.Context, settings)), Is.EqualTo(first), step.Name);
            Assert.That(Sameness.Of(await DecideAsync(Wrap(), step.Context, settings)), Is.EqualTo(first), step.Name);
        }
    }

    /// <summary>The cases' settings fit the schema and pass the handler's own check; an unknown setting does not.</summary>
    [Test]
    public async Task Settings_fit_their_schema()
    {
        var handler = Wrap();
        foreach (var step in Cases)
        {
            var settings = Sameness.ToJson(step.Settings);
            Assert.That(await Sameness.ViolationsAsync(handler.Descriptor.SettingsSchema, settings), Is.Empty, step.Name);
            Assert.That(handler.Check(settings), Is.Empty, step.Name);
            Assert.That(handler.Check(Sameness.With(settings, "noSuchSetting", 1)), Is.Not.Empty, "An unknown setting must be refused.");
        }
    }

    /// <summary>A tag without value reaches the engine, which blocks and names it; a handler that swallows it would send a text with a hole.</summary>
    [Test]
    public async Task Missing_value_blocks()
    {
        foreach (var template in Templates())
        {
            var isNamed = false;
            foreach (var step in Cases)
            {
                try
                {
                    await DecideAsync(Wrap(), step.Context, Sameness.With(Sameness.ToJson(step.Settings), template, MissingTag));
                }
                catch (MissingValueException)
                {
                    isNamed = true;
                }
            }
            Assert.That(isNamed, $"No case shows that a missing value in '{template}' is let through as {nameof(MissingValueException)}.");
        }
    }

    private IEnumerable<string> Templates() =>
        Wrap().Descriptor.SettingsSchema.TryGetProperty("properties", out var properties)
            ? properties
                .EnumerateObject()
                .Where(property => property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("x-template", out _))
                .Select(property => property.Name)
            : [];
}
