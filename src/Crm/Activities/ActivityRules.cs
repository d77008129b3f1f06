using System.Text;
using System.Text.Json;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>What activities of a tenant must keep to: the loaded types and the tenant's outcomes. Immutable.</summary>
internal sealed class ActivityRules(PluginCatalog plugins, OutcomeCatalog outcomes)
{
    /// <summary>Characters of a body at most.</summary>
    public const int MaxBody = 1_000_000;

    private const int MaxLocation = 500;
    private const int MaxAttendees = 200;
    private const int MaxUrl = 2_000;
    private const int MaxJsonBytes = 64 * 1024;
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement NoDetails = JsonSerializer.SerializeToElement(new object());

    /// <summary>The rules of the tenant of a unit of work.</summary>
    public static async Task<ActivityRules> LoadAsync(IStores stores, PluginCatalog plugins, CancellationToken cancellationToken) =>
        new(plugins, OutcomeCatalog.Of(plugins, await stores.Tenancy.GetOutcomesAsync(cancellationToken)));

    /// <summary>The loaded type with a key.</summary>
    /// <exception cref="CrmException">Invalid: there is none; names those that are loaded.</exception>
    public IActivityType Type(string key) => plugins.ActivityType(key);

    /// <summary>How an activity shows, as it would be stored; its subject may still be empty, and the outcome it had before may stay though it is retired.</summary>
    /// <exception cref="CrmException">Something is wrong; every wrong field is listed.</exception>
    public ActivityLook Check(IActivityType type, Activity activity, string? outcomeBefore, DateTimeOffset now)
    {
        var problems = new Problems();
        CheckColumns(type.Descriptor, activity, problems);
        CheckTexts(activity, problems);
        CheckTimes(activity, now, problems);
        var outcome = CheckOutcome(activity, outcomeBefore, problems);
        var details = ReadObject("details", activity.Details, problems);
        ReadObject("metadata", activity.Metadata, problems);
        var described = details is { } json ? Describe(type, json, problems) : null;
        problems.ThrowIfInvalid();
        return new ActivityLook(
            described!.Summary,
            outcome is null ? described.Badges : [.. described.Badges.Take(TimelineWriter.MaxBadges - 1), outcome.Label]
        );
    }

    /// <summary>The type's one line on the details of an activity that is stored; empty where the type does not take them any more.</summary>
    public string Summary(IActivityType type, Activity stored)
    {
        var problems = new Problems();
        return ReadObject("details", stored.Details, problems) is { } json ? Describe(type, json, problems)?.Summary ?? "" : "";
    }

    /// <summary>JSON as it is stored; an empty object for null.</summary>
    public static string Json(JsonElement? json) => json is { ValueKind: not JsonValueKind.Undefined } given ? given.GetRawText() : "{}";

    /// <summary>Whole seconds; an out-of-range duration stays recognisable for <see cref="Check"/>.</summary>
    public static int? Seconds(TimeSpan? duration) =>
        duration is { } given ? (int)Math.Clamp(Math.Floor(given.TotalSeconds), int.MinValue, int.MaxValue) : null;

    private static void CheckColumns(ActivityTypeDescriptor type, Activity activity, Problems problems)
    {
        var given = Given(activity);
        var uses = type.Uses | type.Requires;
        foreach (var column in Enum.GetValues<ActivityFields>().Where(column => column != ActivityFields.None))
        {
            if (given.HasFlag(column) && !uses.HasFlag(column))
                problems.Add(NameOf(column), $"{type.Key} has no {NameOf(column)}; it uses {Listed(uses)}.");
            if (type.Requires.HasFlag(column) && !given.HasFlag(column))
                problems.Add(NameOf(column), $"{type.Key} must have a {NameOf(column)}.");
        }
        if (activity.Assignee is not null && !uses.HasFlag(ActivityFields.Due))
            problems.Add("assignee", $"{type.Key} is not a task, so it cannot have an assignee.");
        if (activity.CompletedAt is not null && !uses.HasFlag(ActivityFields.Due))
            problems.Add("completedAt", $"{type.Key} is not a task, so it cannot be completed.");
    }

    private static ActivityFields Given(Activity activity) =>
        (activity.Outcome is null ? 0 : ActivityFields.Outcome)
        | (activity.DurationSeconds is null ? 0 : ActivityFields.Duration)
        | (activity.Location is null ? 0 : ActivityFields.Location)
        | (activity.Attendees.Count == 0 ? 0 : ActivityFields.Attendees)
        | (activity.Direction is null ? 0 : ActivityFields.Direction)
        | (activity.DueAt is null ? 0 : ActivityFields.Due)
        | (activity.RecordingUrl is null ? 0 : ActivityFields.Recording);

    private static void CheckTexts(Activity activity, Problems problems)
    {
        CheckText("subject", activity.Subject, TimelineWriter.MaxSubject, problems);
        CheckText("body", activity.Body, MaxBody, problems);
        CheckText("location", activity.Location, MaxLocation, problems);
        if (activity.Attendees.Count > MaxAttendees)
            problems.Add("attendees", $"There may be {MaxAttendees} at most, found {activity.Attendees.Count}.");
        for (var index = 0; index < Math.Min(activity.Attendees.Count, MaxAttendees); index++)
            CheckAttendee($"attendees[{index}]", activity.Attendees[index], problems);
        if (activity.RecordingUrl is { } url && !IsWebAddress(url))
            problems.Add("recording", $"It must be an absolute http or https address of at most {MaxUrl} characters.");
        if (activity.DurationSeconds is { } seconds && (seconds < 0 || seconds > LongestDuration.TotalSeconds))
            problems.Add("duration", $"It must be 0 to {LongestDuration.TotalDays:0} days, was {seconds} seconds.");
    }

    private static void CheckAttendee(string field, Attendee attendee, Problems problems)
    {
        if (attendee is { Record: null, Member: null } && string.IsNullOrWhiteSpace(attendee.Name) && string.IsNullOrWhiteSpace(attendee.Address))
            problems.Add(field, "It must have a name, an address, a contact or a member.");
        CheckText($"{field}.name", attendee.Name, MaxLocation, problems);
        if (attendee.Address is { } address && !Attendee.IsAddress(address))
            problems.Add($"{field}.address", "It must be one address such as ada@example.com.");
        CheckText($"{field}.address", attendee.Address, MaxLocation, problems);
    }

    private static void CheckText(string field, string? text, int max, Problems problems)
    {
        if (text is null)
            return;
        if (text.Length > max)
            problems.Add(field, $"It may have {max} characters at most, had {text.Length}.");
        else if (text.Contains('\0') || !IsWellFormed(text))
            problems.Add(field, "It contains a character that text cannot contain (U+0000, or half of a surrogate pair).");
    }

    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (char.IsSurrogate(text[index]))
                return false;
        return true;
    }

    private static bool IsWebAddress(string url) =>
        url.Length <= MaxUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static void CheckTimes(Activity activity, DateTimeOffset now, Problems problems)
    {
        if (activity.OccurredAt > now + FarthestAhead || activity.OccurredAt < Earliest)
            problems.Add(
                "occurredAt",
                $"It must be between {Earliest:yyyy-MM-dd} and {now + FarthestAhead:yyyy-MM-dd HH:mm} UTC, was {activity.OccurredAt:u}."
            );
        if (activity.DueAt is { } due && (due < Earliest || due > now.AddYears(100)))
            problems.Add("dueAt", $"It must be between {Earliest:yyyy-MM-dd} and {now.AddYears(100):yyyy-MM-dd}, was {due:u}.");
        if (activity.CompletedAt is { } completed && (completed < Earliest || completed > now))
            problems.Add("completedAt", $"It must be between {Earliest:yyyy-MM-dd} and now, was {completed:u}.");
    }

    private OutcomeChoice? CheckOutcome(Activity activity, string? before, Problems problems)
    {
        OutcomeChoice? found = null;
        if (activity.Outcome is { } key)
            problems.Attempt(() => found = key == before ? outcomes.Find(activity.TypeKey, key) : outcomes.Require(activity.TypeKey, key));
        return found;
    }

    private static JsonElement? ReadObject(string field, string text, Problems problems)
    {
        if (text == "{}")
            return NoDetails;
        if (Encoding.UTF8.GetByteCount(text) is var bytes && bytes > MaxJsonBytes)
        {
            problems.Add(field, $"It may have {MaxJsonBytes / 1024} kB at most, had {bytes} bytes.");
            return null;
        }
        try
        {
            var json = JsonElement.Parse(text);
            if (json.ValueKind == JsonValueKind.Object)
                return json;
            problems.Add(field, $"It must be a JSON object, was {json.ValueKind}.");
        }
        catch (JsonException)
        {
            problems.Add(field, "It must be a JSON object, but the text is not valid JSON.");
        }
        return null;
    }

    /// <summary>Asks the plugin. Its exception must not become the host's: it is a fault of the plugin, told as such, without what it says of the details.</summary>
    private ActivityDescription? Describe(IActivityType type, JsonElement details, Problems problems)
    {
        ActivityDescription? described;
        try
        {
            described = type.Describe(details);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            plugins.ReportFailure(type.Descriptor.Key, exception);
            throw new CrmException(
                new CrmError.Refused(
                    "plugin-failed",
                    $"The activity type {type.Descriptor.Key} failed on these details ({exception.GetType().Name}); its plugin must be fixed."
                ),
                exception
            );
        }
        if (described is null)
            throw CrmException.Refused(
                "plugin-failed",
                $"The activity type {type.Descriptor.Key} did not finish with these details; its plugin must be fixed."
            );
        if (described.Rejection is { } why)
            problems.Add("details", why);
        return described;
    }

    private static string NameOf(ActivityFields column) =>
        column == ActivityFields.Due ? "dueAt" : char.ToLowerInvariant(column.ToString()[0]) + column.ToString()[1..];

    private static string Listed(ActivityFields uses) =>
        uses == ActivityFields.None
            ? "none of the columns"
            : string.Join(", ", Enum.GetValues<ActivityFields>().Where(column => column != ActivityFields.None && uses.HasFlag(column)).Select(NameOf));
}
