using Crm.Activities;
using Crm.Plugins;

namespace Crm.Components;

/// <summary>The types of activity that the five dialogs and the others are for.</summary>
internal static class ActivityTypes
{
    public const string Call = "crm.call";
    public const string Meeting = "crm.meeting";
    public const string Email = "crm.email";
    public const string EmailDraft = "crm.email_draft";
    public const string Note = "crm.note";
    public const string Task = "crm.task";

    /// <summary>Types with the key that opens their dialog, in the order of the menu.</summary>
    private static readonly (string TypeKey, string Key)[] Keys = [(Call, "c"), (Meeting, "m"), (Email, "e"), (Note, "n"), (Task, "t")];

    /// <summary>What can be logged: the five that have keys, then plugins' types by label. Drafts are not logged: sequences write them.</summary>
    public static IReadOnlyList<(ActivityTypeDescriptor Type, string? Key)> Loggable(PluginCatalog plugins) =>
        [
            .. Keys.Where(one => plugins.ActivityTypes.ContainsKey(one.TypeKey))
                .Select(one => (plugins.ActivityTypes[one.TypeKey].Descriptor, (string?)one.Key)),
            .. plugins
                .ActivityTypes.Values.Select(type => type.Descriptor)
                .Where(type => type.Key != EmailDraft && Keys.All(one => one.TypeKey != type.Key))
                .OrderBy(type => type.Label, StringComparer.CurrentCultureIgnoreCase)
                .Select(type => (type, (string?)null)),
        ];
}
