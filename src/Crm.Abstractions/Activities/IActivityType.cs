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
