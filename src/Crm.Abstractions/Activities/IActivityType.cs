using System.Text.Json;

namespace Crm.Activities;

/// <summary>An activity type, as the engine sees it. Plugin authors derive from <see cref="ActivityType{TDetails}"/>.</summary>
public interface IActivityType
{
    /// <summary>Describes the type and the columns it uses. Read once at startup.</summary>
    ActivityTypeDescriptor Descriptor { get; }

    /// <summary>Validates the details and describes how a timeline shows the activity. Must be pure: no I/O, and the same result for the same details.</summary>
    /// <param name="details">The type's details as JSON; an empty object if the type has none.</param>
    ActivityDescription Describe(JsonElement details);
}
