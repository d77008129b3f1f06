using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Crm.Activities;
using Crm.Events;
using Crm.Import;
using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins;

/// <summary>
/// What the loaded plugins bring, by key. Immutable, safe from any thread, one per host. Everything but event subscribers is one instance for the life of
/// the host, made in a scope without tenant; it disposes them with itself.
/// </summary>
public sealed class PluginCatalog : IDisposable, IAsyncDisposable
{
    private readonly IDisposable? scope;
    private readonly FrozenDictionary<string, string> plugins;

    /// <summary>Arranges instances, one per class of a plugin, by contract and key, with the engine's own before them; the scope that they came from is disposed with the catalog.</summary>
    internal PluginCatalog(IReadOnlyList<LoadedPlugin> plugins, IReadOnlyList<object> parts, PluginFailures failures, IDisposable? scope = null)
    {
        Failures = failures;
        this.scope = scope;
        parts = [.. CoreParts.All.Union(parts)];
        this.plugins = CoreParts.PluginsOf(parts).ToFrozenDictionary();
        Parts =
        [
            .. parts.SelectMany(part =>
                PluginContracts
                    .Keys(part)
                    .Where(key => key.IsPrefixed && this.plugins[key.Key] != CoreParts.Id)
                    .Select(key => new PluginPart(this.plugins[key.Key], key.Kind, key.Key)
                    {
                        EventTypes = part is IEventSubscriber subscriber && key.Kind == PluginContracts.EventSubscriber ? [.. subscriber.EventTypes] : [],
                    })
            ),
        ];
        Plugins = plugins;
        ActivityTypes = parts.OfType<IActivityType>().ToFrozenDictionary(part => part.Descriptor.Key);
        StepHandlers = parts
            .OfType<ISequenceStepHandler>()
            .Select(part => new StepHandler(part) { OnFailure = ReportFailure })
            .Concat(parts.OfType<ISlowSequenceStepHandler>().Select(part => new StepHandler(part) { OnFailure = ReportFailure }))
            .ToFrozenDictionary(handler => handler.Key);
        Transports = parts.OfType<IMessageTransport>().ToFrozenDictionary(part => part.Channel);
        MailboxReaders = parts.OfType<IMailboxReader>().ToFrozenDictionary(part => part.Channel);
        ImportFormats = parts.OfType<IImportFormat>().ToFrozenDictionary(part => part.Key);
        Schedules = parts.OfType<ISchedule>().ToFrozenDictionary(part => part.Key);
        StopRules = [.. parts.OfType<IStopRule>().OrderBy(part => part.Key, StringComparer.Ordinal)];
        EligibilityRules = [.. parts.OfType<IEligibilityRule>().OrderBy(part => part.Key, StringComparer.Ordinal)];
        EventSubscribers =
        [
            .. parts
                .OfType<IEventSubscriber>()
                .Select(part => new SubscriberType(part.Key, part.EventTypes, part.GetType()))
                .OrderBy(subscriber => subscriber.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>All plugins of the host, refused ones with their reason.</summary>
    public IReadOnlyList<LoadedPlugin> Plugins { get; }

    /// <summary>Types of activity by key.</summary>
    public IReadOnlyDictionary<string, IActivityType> ActivityTypes { get; }

    /// <summary>Transports by channel.</summary>
    public IReadOnlyDictionary<string, IMessageTransport> Transports { get; }

    /// <summary>Mailbox readers by channel; the engine does not ask them yet.</summary>
    public IReadOnlyDictionary<string, IMailboxReader> MailboxReaders { get; }

    /// <summary>Import formats by key.</summary>
    public IReadOnlyDictionary<string, IImportFormat> ImportFormats { get; }

    /// <summary>Schedules by key; the engine does not ask them yet.</summary>
    public IReadOnlyDictionary<string, ISchedule> Schedules { get; }

    /// <summary>Stop rules, by key in order.</summary>
    public IReadOnlyList<IStopRule> StopRules { get; }

    /// <summary>Eligibility rules, by key in order.</summary>
    public IReadOnlyList<IEligibilityRule> EligibilityRules { get; }

    /// <summary>Step handlers by key.</summary>
    internal IReadOnlyDictionary<string, StepHandler> StepHandlers { get; }

    /// <summary>Event subscribers, by key in order; they live as long as the scope they are taken from.</summary>
    internal IReadOnlyList<SubscriberType> EventSubscribers { get; }

    /// <summary>What the plugins bring, the engine's own left out.</summary>
    internal IReadOnlyList<PluginPart> Parts { get; }

    /// <summary>Logs what the parts throw; see <see cref="ReportFailure"/>.</summary>
    internal PluginFailures Failures { get; }

    /// <summary>The id of the plugin that brings a key, as it was when the key was loaded; null where no loaded plugin does.</summary>
    public string? PluginOf(string key) => plugins.GetValueOrDefault(key);

    /// <summary>Logs what a part threw. For every call of a plugin's code: whoever catches its exception reports it here.</summary>
    /// <param name="key">The part's key; a transport's channel.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="at">What it worked on, by its id; without personal data.</param>
    internal void ReportFailure(string key, Exception exception, string? at = null) =>
        Failures.Report(
            PluginOf(key) ?? (Transports.TryGetValue(key, out var transport) ? CoreParts.IdOf(transport.GetType().Assembly) : null) ?? key,
            key,
            exception,
            at
        );

    /// <summary>Reads a file with a plugin's format.</summary>
    /// <exception cref="ImportFormatException">The file has not the format's form.</exception>
    /// <exception cref="CrmException">Refused: the format's own code failed.</exception>
    internal async IAsyncEnumerable<ImportRow> ReadRowsAsync(
        IImportFormat format,
        Stream content,
        char? delimiter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var read = delimiter is { } sign ? format.ReadAsync(content, sign, cancellationToken) : format.ReadAsync(content, cancellationToken);
        await using var rows = read.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync())
            yield return rows.Current;

        async Task<bool> MoveNextAsync()
        {
            try
            {
                return await rows.MoveNextAsync();
            }
            catch (Exception exception) when (exception is not (ImportFormatException or OperationCanceledException or IOException or OutOfMemoryException))
            {
                ReportFailure(format.Key, exception);
                throw new CrmException(
                    new CrmError.Refused(
                        "plugin-failed",
                        $"The import format {format.Key} failed on this file ({exception.GetType().Name}); its plugin must be fixed."
                    ),
                    exception
                );
            }
        }
    }

    /// <summary>Whole keys of types of activity; one that no plugin has stays as it is, since what is stored of a missing type is readable.</summary>
    internal IReadOnlyCollection<string>? TypeKeys(IReadOnlyList<string>? given) =>
        given?.Select(key => PluginKey.Find(ActivityTypes, key)?.Descriptor.Key ?? key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The type of activity with a key; <c>call</c> finds <c>crm.call</c>.</summary>
    /// <param name="key">The key; the prefix <c>crm.</c> may be left out.</param>
    /// <param name="field">The input's field that an error names.</param>
    /// <exception cref="CrmException">Invalid: there is none; names those that are loaded.</exception>
    public IActivityType ActivityType(string key, string field = "type") => PluginKey.Find(ActivityTypes, Plugins, key, field, "activity type");

    /// <summary>The step handler with a key; <c>email.auto</c> finds <c>crm.email.auto</c>.</summary>
    /// <inheritdoc cref="ActivityType"/>
    internal StepHandler StepHandler(string key, string field = "handler") => PluginKey.Find(StepHandlers, Plugins, key, field, "step handler");

    /// <summary>The import format with a key; <c>csv</c> finds <c>crm.csv</c>.</summary>
    /// <inheritdoc cref="ActivityType"/>
    public IImportFormat ImportFormat(string key, string field = "format") => PluginKey.Find(ImportFormats, Plugins, key, field, "import format");

    /// <summary>The transport of a channel.</summary>
    /// <exception cref="CrmException">Invalid: no plugin serves the channel.</exception>
    public IMessageTransport Transport(string channel, string field = "channel") =>
        Transports.TryGetValue(channel, out var transport)
            ? transport
            : throw CrmException.Invalid(
                field,
                $"No plugin serves the channel '{channel}'; served are {(Transports.Count > 0 ? string.Join(", ", Transports.Keys.Order(StringComparer.Ordinal)) : "none")}."
            );

    /// <inheritdoc/>
    public void Dispose() => scope?.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (scope is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        scope?.Dispose();
        return ValueTask.CompletedTask;
    }
}
