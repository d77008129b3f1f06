using System.Text.Json;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Base class for an activity type with its own details.</summary>
/// <typeparam name="TDetails">A record; its constructor and properties give the JSON Schema. Members may be added with a default, never renamed or removed.</typeparam>
/// <param name="key">The type's key, <c>{plugin id}.{name}</c>.</param>
/// <param name="label">The name that users see.</param>
public abstract class ActivityType<TDetails>(string key, string label) : IActivityType
    where TDetails : class
{
    /// <inheritdoc/>
    public ActivityTypeDescriptor Descriptor => field ??= Extend(new ActivityTypeDescriptor(key, label, Schema));

    /// <summary>Adds the columns that the type uses, its outcomes and its icon. The base returns the descriptor unchanged.</summary>
    protected virtual ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) => descriptor;

    /// <summary>Validates the details and describes how a timeline shows the activity. Must be pure: no I/O, and the same result for the same details.</summary>
    protected abstract ActivityDescription Describe(TDetails details);

    private static JsonElement? Schema => typeof(TDetails) == typeof(NoDetails) ? null : ContractJson.SchemaOf(typeof(TDetails));

    ActivityDescription IActivityType.Describe(JsonElement details) =>
        ContractJson.TryRead<TDetails>(details, out var read, out var why) ? Describe(read) : ActivityDescription.Reject(why);
}
