using System.Text.Json;

namespace Crm.Activities;

/// <summary>A type of activity, as the engine sees it. Authors derive from <see cref="ActivityType{TDetails}"/>.</summary>
public interface IActivityType
{
    /// <summary>What the type is and which columns it uses. Read once at start.</summary>
    ActivityTypeDescriptor Descriptor { get; }

    /// <summary>Checks details and says how the activity shows in a timeline. Pure: no I/O, same answer for the same input.</summary>
    /// <param name="details">The type's own record as JSON; an empty object where the type has none.</param>
    ActivityDescription Describe(JsonElement details);
}

/// <summary>Columns that every activity has; a type says which of them it uses.</summary>
[Flags]
public enum ActivityFields
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>How it ended, out of the tenant's list for the type.</summary>
    Outcome = 1,

    /// <summary>How long it took.</summary>
    Duration = 2,

    /// <summary>Where it happened.</summary>
    Location = 4,

    /// <summary>Who took part.</summary>
    Attendees = 8,

    /// <summary>Inbound or outbound.</summary>
    Direction = 16,

    /// <summary>Until when it is to be done; such an activity is open until completed.</summary>
    Due = 32,

    /// <summary>Where a recording can be heard.</summary>
    Recording = 64,
}

/// <summary>What a type of activity is.</summary>
/// <param name="Key">The key with the plugin's id in front, such as <c>crm.call</c>; stored with the data.</param>
/// <param name="Label">What people read.</param>
/// <param name="DetailsSchema">JSON Schema of the details, or null where the type has none.</param>
public sealed record ActivityTypeDescriptor(string Key, string Label, JsonElement? DetailsSchema)
{
    /// <summary>The columns the type uses; a value in another column is refused.</summary>
    public ActivityFields Uses { get; init; }

    /// <summary>Columns that must have a value.</summary>
    public ActivityFields Requires { get; init; }

    /// <summary>Outcomes that a new tenant starts with; the tenant's own list wins.</summary>
    public IReadOnlyList<OutcomeDescriptor> Outcomes { get; init; } = [];

    /// <summary>Name of an icon of the host's set; a neutral one where null.</summary>
    public string? Icon { get; init; }
}

/// <summary>A possible ending of an activity.</summary>
/// <param name="Key">Stored, such as <c>no_answer</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="Meaning">What it says about the try.</param>
public sealed record OutcomeDescriptor(string Key, string Label, OutcomeMeaning Meaning);

/// <summary>What an outcome says about the try.</summary>
public enum OutcomeMeaning
{
    /// <summary>Neither good nor bad.</summary>
    Neutral,

    /// <summary>The person was reached.</summary>
    Reached,

    /// <summary>The person was not reached.</summary>
    NotReached,

    /// <summary>It went well.</summary>
    Positive,

    /// <summary>It went badly.</summary>
    Negative,
}

/// <summary>How an activity shows, or why its details are refused.</summary>
public sealed record ActivityDescription
{
    private ActivityDescription() { }

    /// <summary>Why the details are refused; null where they are accepted.</summary>
    public string? Rejection { get; private init; }

    /// <summary>One line for the timeline, without markup.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>Short words beside it, such as a state.</summary>
    public IReadOnlyList<string> Badges { get; private init; } = [];

    /// <summary>The details are fine.</summary>
    /// <param name="summary">One line for the timeline; the engine cuts it at 200 characters.</param>
    /// <param name="badges">Short words beside it.</param>
    public static ActivityDescription Accept(string? summary = null, IReadOnlyList<string>? badges = null) =>
        new() { Summary = summary ?? "", Badges = badges ?? [] };

    /// <summary>The details are refused; nothing is stored.</summary>
    /// <param name="why">What is wrong and what is allowed; shown to the person.</param>
    public static ActivityDescription Reject(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new() { Rejection = why };
    }
}
