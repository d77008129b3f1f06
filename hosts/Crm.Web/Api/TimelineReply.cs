using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Web.Api;

/// <summary>A page of a timeline as programs read it.</summary>
/// <param name="Record">Whose timeline.</param>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null where this is the last.</param>
internal sealed record TimelineReply(RecordReply Record, IReadOnlyList<TimelineRowReply> Rows, string? Next)
{
    /// <summary>What a page looks like to programs.</summary>
    public static TimelineReply Of(RecordRef record, TimelineView page) => new(RecordReply.Of(record), [.. page.Rows.Select(TimelineRowReply.Of)], page.Next);
}

/// <summary>A record and, where it is at hand, its name.</summary>
/// <param name="Type">One of <c>lead</c>, <c>contact</c>, <c>company</c>, <c>deal</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; left out where the reader knows it.</param>
internal sealed record RecordReply(RecordType Type, Guid Id, string? Name = null)
{
    /// <summary>A record without its name.</summary>
    public static RecordReply Of(RecordRef record) => new(record.Type, record.Id.Value);

    /// <summary>A record with its name.</summary>
    public static RecordReply Of(NamedRecord named) => Of(named.Record) with { Name = named.Name };
}

/// <summary>A line of a timeline as programs read it. Times are UTC.</summary>
internal sealed record TimelineRowReply
{
    /// <summary>Id of the entry; an activity's id where the kind is <c>activity</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What kind of entry.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>Key of the activity's type; for other kinds the field, stage or event.</summary>
    public required string Type { get; init; }

    /// <summary>The type's label; left out for other kinds, and where its plugin is not loaded.</summary>
    public string? TypeLabel { get; init; }

    /// <summary>One line; empty where a person removed the entry.</summary>
    public required string Subject { get; init; }

    /// <summary>The beginning of the body.</summary>
    public string? Snippet { get; init; }

    /// <summary>Short words beside it.</summary>
    public required IReadOnlyList<string> Badges { get; init; }

    /// <summary>Key of the outcome.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>State of the activity.</summary>
    public required ActivityState State { get; init; }

    /// <summary>Who began it.</summary>
    public ActivityDirection? Direction { get; init; }

    /// <summary>Who wrote it down: <c>member:{id}</c> or <c>system:{name}</c>.</summary>
    public required Actor Author { get; init; }

    /// <summary>The author's name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>The record that it came by; left out where it is linked directly.</summary>
    public RecordReply? Via { get; init; }

    /// <summary>Further records through which it reached the timeline.</summary>
    public IReadOnlyList<RecordReply> FurtherVia { get; init; } = [];

    /// <summary>Whether a person removed it.</summary>
    public required bool IsRemoved { get; init; }

    /// <summary>What a row looks like to programs.</summary>
    public static TimelineRowReply Of(TimelineEntryView row) =>
        new()
        {
            Id = row.Id,
            OccurredAt = row.OccurredAt,
            RecordedAt = row.RecordedAt,
            Kind = row.Kind,
            Type = row.TypeKey,
            TypeLabel = row.TypeLabel,
            Subject = row.Subject,
            Snippet = row.Snippet,
            Badges = row.Badges,
            Outcome = row.Outcome,
            DurationSeconds = row.DurationSeconds,
            State = row.State,
            Direction = row.Direction,
            Author = row.Author,
            AuthorName = row.AuthorName,
            Via = row.Via is null ? null : RecordReply.Of(row.Via),
            FurtherVia = [.. row.FurtherVia.Select(RecordReply.Of)],
            IsRemoved = row.IsRemoved,
        };
}
