using Crm.Activities;
using Crm.Plugins;

namespace Crm.Timeline;

/// <summary>Which part of a timeline to show. Null members do not narrow.</summary>
/// <param name="Record">Whose timeline.</param>
public sealed record GetTimelineInput(RecordRef Record)
{
    /// <summary>Only of these types; <c>call</c> stands for <c>crm.call</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only by this actor.</summary>
    public Actor? Author { get; init; }

    /// <summary>At or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text within subject or snippet, at most 200 characters.</summary>
    public string? Search { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();

    /// <summary>Whether rows bring the entry that they show as their own, at the price of one more read.</summary>
    public bool WithFolded { get; init; }
}

/// <summary>A line of a timeline as people read it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="AuthorName">Who wrote it down.</param>
/// <param name="Via">The record that it came by, with its name; null where it is linked directly.</param>
/// <param name="TypeLabel">The activity type's label; null for other kinds, and where its plugin is not loaded.</param>
public sealed record TimelineRow(TimelineEntry Entry, string AuthorName, NamedRecord? Via, string? TypeLabel)
{
    /// <summary>The entry that it shows as its own, such as the task that this call completed; null where there is none, or it was not asked for.</summary>
    public TimelineEntry? Folded { get; init; }
}

/// <summary>Shows a page of a record's timeline, newest first, with what rolls up to it: for a company its contacts and deals. Takes <see cref="Right.ReadRecords"/>; what came by a record that the caller may not see is left out.</summary>
public sealed class GetTimeline(UseCaseExecutor executor, PluginCatalog plugins)
{
    private const int MaxSearch = 200;

    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: the record is unknown, of another tenant, or not for the caller to see. Invalid: a filter is wrong, or the cursor is of another list.</exception>
    public Task<Page<TimelineRow>> ExecuteAsync(Caller caller, GetTimelineInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(caller, Right.ReadRecords, work => GetAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<Page<TimelineRow>> GetAsync(Work work, GetTimelineInput input, CancellationToken cancellationToken)
    {
        Check(input);
        var record = (await work.Stores.Records.GetAsync([input.Record.Id], cancellationToken)).SingleOrDefault();
        if (record is null || record.Type != input.Record.Type || !work.Access.Sees(record.Owner))
            throw CrmException.NotFound(input.Record.Type.Word(), input.Record.Id.ToString());
        var filter = new TimelineFilter
        {
            Record = record.Id,
            VisibleOwners = work.Access.VisibleOwners,
            TypeKeys = ListInput.TypeKeys(plugins, input.Types),
            Author = input.Author?.ToString(),
            From = input.From?.ToUniversalTime(),
            To = input.To?.ToUniversalTime(),
            Search = string.IsNullOrWhiteSpace(input.Search) ? null : input.Search.Trim(),
        };
        var page = await work.Stores.Activities.GetTimelineAsync(filter, input.Page, cancellationToken);
        var via = await ViaAsync(work, page.Rows, cancellationToken);
        var folded = input.WithFolded ? await FoldedAsync(work, record.Id, page.Rows, cancellationToken) : [];
        return new Page<TimelineRow>(
            [.. page.Rows.Select(entry => Row(work.Access, entry, via) with { Folded = folded.GetValueOrDefault(entry.Id) })],
            page.Next
        );
    }

    private static void Check(GetTimelineInput input)
    {
        ListInput.CheckPage(input.Page);
        if (input.Search is { Length: > MaxSearch } search)
            throw CrmException.Invalid("search", $"It may have {MaxSearch} characters at most, had {search.Length}.");
        if (input is { From: { } from, To: { } to } && from > to)
            throw CrmException.Invalid("from", $"It must not be after to; from was {from:u}, to {to:u}.");
    }

    private static async Task<Dictionary<Guid, TimelineEntry>> FoldedAsync(
        Work work,
        RecordId record,
        IReadOnlyList<TimelineEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var ids = entries.Where(entry => entry.Kind == TimelineKind.Activity).Select(entry => entry.Id).ToHashSet();
        return (await work.Stores.Activities.GetFoldedAsync(record, ids, cancellationToken))
            .Where(entry => !entry.IsRemoved)
            .GroupBy(entry => entry.FoldedInto!.Value)
            .ToDictionary(group => group.Key, group => group.First());
    }

    private static async Task<Dictionary<RecordId, NamedRecord>> ViaAsync(Work work, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Via).OfType<RecordId>().ToHashSet();
        return ids.Count == 0
            ? []
            : (await work.Stores.Records.GetAsync(ids, cancellationToken)).ToDictionary(found => found.Id, found => new NamedRecord(found.Ref, found.Name));
    }

    private TimelineRow Row(Access access, TimelineEntry entry, Dictionary<RecordId, NamedRecord> via) =>
        new(
            entry,
            ListInput.NameOf(access, entry.Author),
            entry.Via is { } id && via.TryGetValue(id, out var named) ? named : null,
            entry.Kind == TimelineKind.Activity && plugins.ActivityTypes.TryGetValue(entry.TypeKey, out var type) ? type.Descriptor.Label : null
        );
}
