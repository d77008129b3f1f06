namespace Crm.Tests.Architecture;

/// <summary>The inside of <c>src/Crm</c>: rooms on floors, and no knots.</summary>
public sealed class RoomTests
{
    private const int LargestCircleAllowed = 3;

    private static SourceCode Engine => SourceCode.OfEngine;

    [Test]
    public void Every_folder_is_a_room_of_the_table_and_every_room_a_folder() => Violations.AssertNone(Rooms.Misplaced(Engine.Files));

    [Test]
    public void A_room_knows_only_rooms_on_lower_floors() => Violations.AssertNone(Rooms.NotDownwards(Engine.Uses));

    [Test]
    public void No_rooms_know_each_other_in_a_circle() =>
        Violations.AssertNone(Rooms.CirclesIn(Engine.Uses).Select(circle => $"{circle.Count} rooms know each other in a circle: {string.Join(", ", circle)}."));

    [Test]
    public void No_more_than_three_files_know_each_other_in_a_circle() =>
        Violations.AssertNone(
            FileCircles()
                .Where(circle => circle.Count > LargestCircleAllowed)
                .Select(circle => $"{circle.Count} files know each other in a circle:\n    {string.Join("\n    ", circle)}")
        );

    /// <summary>Prints the rooms with their sizes too: <c>dotnet test tests/Crm.Tests --filter Name~committed_table_of_rooms --logger "console;verbosity=detailed"</c>.</summary>
    [Test]
    public void The_committed_table_of_rooms_is_that_of_the_code()
    {
        var largest = FileCircles().Select(circle => circle.Count).FirstOrDefault(1);
        TestContext.Out.WriteLine(SizeTable() + $"\nFiles in the largest circle of files: {largest}");
        CommittedDiagram.AssertIs("rooms", "The rooms of the engine", "src/Crm", Picture(), Table() + $"\nFiles in the largest circle of files: {largest}.\n");
    }

    private static IReadOnlyList<IReadOnlyList<string>> FileCircles() => Circles.In(Engine.Uses.Select(use => (use.From, use.To)));

    /// <summary>Floors as boxes, the highest on top. An arrow that follows from others is left out: the table has them all.</summary>
    private static string Picture()
    {
        var below = Rooms.All.ToDictionary(
            room => room,
            room => Rooms.KnownTo(room, Engine.Uses).Where(known => Rooms.FloorOf(known) < Rooms.FloorOf(room)).ToList()
        );
        var boxes = Rooms
            .Floors.Reverse()
            .Select(floor => (Number: Rooms.FloorOf(floor[0]), Rooms: string.Concat(floor.Select(room => $"    {room}\n"))))
            .Select(floor => $"  subgraph f{floor.Number} [floor {floor.Number}]\n{floor.Rooms}  end\n");
        var arrows =
            from room in Rooms.All
            from other in below[room]
            where !below[room].Any(between => Reaches(below, between, other))
            select $"  {room} --> {other}\n";
        return $"flowchart TB\n{string.Concat(boxes)}{string.Concat(arrows)}";
    }

    private static bool Reaches(Dictionary<string, List<string>> below, string from, string to) =>
        below[from].Any(known => known == to || Reaches(below, known, to));

    private static string Table() =>
        "| floor | room | knows |\n| --- | --- | --- |\n"
        + string.Concat(Rooms.All.Reverse().Select(room => $"| {Rooms.FloorOf(room)} | `{room}` | {Known(room)} |\n"));

    private static string SizeTable()
    {
        var rows =
            from room in Rooms.All.Reverse().Concat(Engine.Files.Select(Rooms.Of).Distinct().Except(Rooms.All))
            let files = Engine.Files.Where(file => Rooms.Of(file) == room).ToList()
            select $"| {Rooms.FloorOf(room)} | {room} | {files.Count} | {files.Sum(Engine.LinesOf)} | {Known(room)} |\n";
        return "| floor | room | files | lines | knows |\n| --- | --- | --- | --- | --- |\n"
            + string.Concat(rows)
            + $"| | all | {Engine.Files.Count} | {Engine.Files.Sum(Engine.LinesOf)} | |\n";
    }

    private static string Known(string room) => string.Join(", ", Rooms.KnownTo(room, Engine.Uses));
}
