using Crm.Plugins;

namespace Crm.Activities;

/// <summary>What lists and timelines ask of their input, and how they name people.</summary>
internal static class ListInput
{
    private const int MaxPage = 200;
    private const string MemberPrefix = "member:";
    private const string SystemPrefix = "system:";

    /// <summary>Refuses a page's size that is out of range.</summary>
    public static void CheckPage(PageRequest page)
    {
        if (page.Size is < 1 or > MaxPage)
            throw CrmException.Invalid("page.size", $"It must be 1–{MaxPage}, was {page.Size}.");
    }

    /// <summary>Whole keys; one that no plugin has stays as it is, since what is stored of a missing type is readable.</summary>
    public static IReadOnlyCollection<string>? TypeKeys(PluginCatalog plugins, IReadOnlyList<string>? given) =>
        given
            ?.Select(key =>
                !plugins.ActivityTypes.ContainsKey(key) && plugins.ActivityTypes.ContainsKey(PluginKey.EssentialsPrefix + key)
                    ? PluginKey.EssentialsPrefix + key
                    : key
            )
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>A member's name, or the name of the host's part.</summary>
    /// <param name="access">The caller's, with all members.</param>
    /// <param name="author">As <c>member:{id}</c> or <c>system:{name}</c>.</param>
    public static string NameOf(Access access, string author) =>
        author.StartsWith(MemberPrefix, StringComparison.Ordinal)
        && Guid.TryParse(author.AsSpan(MemberPrefix.Length), out var id)
        && access.Members.TryGetValue(new(id), out var member)
            ? member.Name
        : author.StartsWith(SystemPrefix, StringComparison.Ordinal) ? author[SystemPrefix.Length..]
        : author;
}
