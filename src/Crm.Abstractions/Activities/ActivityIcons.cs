namespace Crm.Activities;

/// <summary>The icons that every host draws for a type of activity; a plugin with any other is refused. Icons are added, never removed.</summary>
public static class ActivityIcons
{
    /// <summary>A telephone.</summary>
    public const string Phone = "phone";

    /// <summary>A page of a calendar.</summary>
    public const string Calendar = "calendar";

    /// <summary>An envelope.</summary>
    public const string Mail = "mail";

    /// <summary>A written page.</summary>
    public const string Note = "note";

    /// <summary>A ticked box.</summary>
    public const string Check = "check";

    /// <summary>An envelope with a pencil.</summary>
    public const string Draft = "draft";

    /// <summary>A pencil.</summary>
    public const string Pencil = "pencil";

    /// <summary>A flag.</summary>
    public const string Flag = "flag";

    /// <summary>A path with two ends.</summary>
    public const string Route = "route";

    /// <summary>A speech bubble.</summary>
    public const string Chat = "chat";

    /// <summary>A pin on a map.</summary>
    public const string Place = "place";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Phone, Calendar, Mail, Note, Check, Draft, Pencil, Flag, Route, Chat, Place];
}
