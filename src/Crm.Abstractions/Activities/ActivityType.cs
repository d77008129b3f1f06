using System.Text.Json;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Base of a type of activity with details of its own.</summary>
/// <typeparam name="TDetails">A record; its constructor and properties give the JSON Schema. Members may be added with a default, never renamed or removed.</typeparam>
/// <param name="key">The type's key, <c>{plugin id}.{name}</c>.</param>
/// <param name="label">What people read.</param>
public abstract class ActivityType<TDetails>(string key, string label) : IActivityType
    where TDetails : class
{
    /// <inheritdoc/>
    public ActivityTypeDescriptor Descriptor => field ??= Extend(new ActivityTypeDescriptor(key, label, Schema));

    /// <summary>Says which columns the type uses, its outcomes, its icon. The base returns the descriptor as it is.</summary>
    protected virtual ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) => descriptor;

    /// <summary>Checks details and says how the activity shows. Pure.</summary>
    protected abstract ActivityDescription Describe(TDetails details);

    private static JsonElement? Schema => typeof(TDetails) == typeof(NoDetails) ? null : ContractJson.SchemaOf(typeof(TDetails));

    ActivityDescription IActivityType.Describe(JsonElement details) =>
        ContractJson.TryRead<TDetails>(details, out var read, out var why) ? Describe(read) : ActivityDescription.Reject(why);
}
