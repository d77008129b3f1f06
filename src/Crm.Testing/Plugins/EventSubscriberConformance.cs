using System.Text.Json;
using Crm.Events;
using Crm.Plugins;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What every event subscriber keeps.</summary>
/// <typeparam name="T">The subscriber.</typeparam>
public abstract class EventSubscriberConformance<T> : ContractConformance<T>
    where T : class, IEventSubscriber
{
    /// <summary>A fresh instance on one and the same outside.</summary>
    protected abstract override T Create();

    /// <summary>At least one event for each of the types that it wants to be told of; <see cref="CrmEvents"/> makes them.</summary>
    protected abstract IEnumerable<CrmEvent> Events { get; }

    /// <summary>Types of events that other plugins publish, where it subscribes to some.</summary>
    protected virtual IReadOnlyList<string> ForeignTypes => [];

    /// <summary>What it has led to so far, written out.</summary>
    protected abstract Task<string> StateAsync();

    private protected sealed override string KeyOf(T part) => part.Key;

    /// <summary>Types are words with dots; a star stands at the end only.</summary>
    [Test]
    public void Event_types_are_sound()
    {
        var types = Create().EventTypes;
        Assert.That(types, Is.Not.Empty.And.Unique);
        using (Assert.EnterMultipleScope())
            foreach (var type in types)
                Assert.That(type, Does.Match(@"^[a-z0-9_.\-]*(?<=[a-z0-9_.\-])\*?$|^\*$"), type);
    }

    /// <summary>Each type that it wants is shown, and no event that it would never be told of.</summary>
    [Test]
    public void Events_show_every_type()
    {
        var types = Create().EventTypes;
        using (Assert.EnterMultipleScope())
        {
            foreach (var type in types)
                Assert.That(Events.Any(occurred => Matches(type, occurred.Type)), $"No event shows '{type}'.");
            foreach (var occurred in Events)
                Assert.That(types.Any(type => Matches(type, occurred.Type)), $"It does not subscribe to '{occurred.Type}'.");
        }
    }

    /// <summary>It waits for what is published: by the engine, by its own plugin, or by another that <see cref="ForeignTypes"/> names.</summary>
    [Test]
    public void Every_event_type_is_one_that_somebody_publishes()
    {
        using (Assert.EnterMultipleScope())
            foreach (var type in Create().EventTypes)
                Assert.That(
                    IsOwn(type) || EventTypes.All.Any(known => Matches(type, known.Name)) || ForeignTypes.Any(known => Matches(type, known)),
                    $"Nobody publishes '{type}'; {nameof(EventTypes)} lists the engine's events."
                );
    }

    /// <summary>An event of the engine has the data that the engine writes, with every member and no other.</summary>
    [Test]
    public void Events_are_as_they_are_published()
    {
        using (Assert.EnterMultipleScope())
            foreach (var occurred in Events)
                Assert.That(WhyInvented(occurred), Is.Null, occurred.Type);
    }

    /// <summary>It may be told of an event again, when it or its process broke in between, and must bear it.</summary>
    [Test]
    public async Task An_event_that_comes_twice_has_one_effect()
    {
        foreach (var occurred in Events)
        {
            await Create().HandleAsync(occurred, CancellationToken.None);
            var once = await StateAsync();
            await Create().HandleAsync(occurred, CancellationToken.None);
            Assert.That(await StateAsync(), Is.EqualTo(once), occurred.Type);
        }
    }

    private bool IsOwn(string type) => PluginId.Length > 0 && type.StartsWith(PluginId + ".", StringComparison.Ordinal);

    private string? WhyInvented(CrmEvent occurred)
    {
        if (EventTypes.Find(occurred.Type) is not { } known)
            return IsOwn(occurred.Type) || ForeignTypes.Contains(occurred.Type, StringComparer.Ordinal)
                ? null
                : $"Nobody publishes such an event; {nameof(EventTypes)} lists the engine's.";
        try
        {
            return occurred.Payload.Deserialize(known.Payload, ContractJson.Options) is null ? "Its payload is null." : null;
        }
        catch (JsonException exception)
        {
            return $"Its payload must be an {nameof(EventPayload)}.{known.Payload.Name}: {exception.Message}";
        }
    }

    private static bool Matches(string pattern, string type) =>
        pattern.EndsWith('*') ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == type;
}
