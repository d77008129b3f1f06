namespace Crm.Tests.Architecture;

/// <summary>The rooms of <c>src/Crm</c>, the folders directly below it, and the floors they stand on: a room knows only rooms on lower floors.</summary>
internal static class Rooms
{
    /// <summary>The table, floor 1 first. A new room adds its name.</summary>
    public static readonly string[][] Floors =
    [
        ["Kernel", "Values"],
        ["Plugins"],
        ["Timeline", "Tenancy", "Events", "Ledger"],
        ["Accounts", "Records", "Activities"],
        ["Sequences", "Setup"],
        ["Messages", "Import"],
        ["Installation"],
        ["Hosting"],
    ];

    /// <summary>The names in the order of the table.</summary>
    public static IEnumerable<string> All => Floors.SelectMany(floor => floor);

    /// <summary>The room's floor, from 1; 0 for a folder that the table lacks.</summary>
    public static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room)) + 1;

    /// <summary>The room of a file; empty for a file in the project's root.</summary>
    public static string Of(string file) => file.Contains('/') ? file[..file.IndexOf('/')] : "";

    /// <summary>Where the folders and the table differ.</summary>
    public static IEnumerable<string> Misplaced(IReadOnlyList<string> files)
    {
        var rooms = files.Select(Of).Where(room => room.Length > 0).ToHashSet();
        return files
            .Where(file => Of(file).Length == 0)
            .Select(file => $"{file} stands in the root of the project and so in no room.")
            .Concat(rooms.Where(room => FloorOf(room) == 0).Order().Select(room => $"The folder {room} has no floor in the table of rooms."))
            .Concat(All.Where(room => !rooms.Contains(room)).Select(room => $"The table has a room {room}, which has no files."));
    }

    /// <summary>The uses of a room that does not stand on a lower floor. A folder without a floor is found by <see cref="Misplaced"/>.</summary>
    public static IEnumerable<string> NotDownwards(IEnumerable<FileUse> uses) =>
        Crossing(uses)
            .Select(use => (Use: use, From: Of(use.From), To: Of(use.To)))
            .Where(crossing => FloorOf(crossing.From) > 0 && FloorOf(crossing.To) > 0)
            .Where(crossing => FloorOf(crossing.From) <= FloorOf(crossing.To))
            .Select(crossing =>
                $"{crossing.Use}: {crossing.From} (floor {FloorOf(crossing.From)}) must not know {crossing.To} (floor {FloorOf(crossing.To)})."
            );

    /// <summary>The rooms that know each other, directly or by way of others.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> CirclesIn(IEnumerable<FileUse> uses) =>
        Circles.In(Crossing(uses).Select(use => (Of(use.From), Of(use.To))).Distinct());

    /// <summary>The rooms that a room knows, in the order of the table.</summary>
    public static IReadOnlyList<string> KnownTo(string room, IEnumerable<FileUse> uses)
    {
        var known = Crossing(uses).Where(use => Of(use.From) == room).Select(use => Of(use.To)).ToHashSet();
        return [.. All.Where(known.Contains)];
    }

    private static IEnumerable<FileUse> Crossing(IEnumerable<FileUse> uses) =>
        uses.Where(use => Of(use.From) != Of(use.To) && Of(use.From).Length > 0 && Of(use.To).Length > 0);
}
