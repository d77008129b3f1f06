namespace Crm.Tests.Architecture;

/// <summary>Proves on small sources that the reader finds what it is there to find.</summary>
public sealed class SourceCodeTests
{
    private const string Clock = "namespace Crm.Kernel; internal sealed class Clock { public int Now() => 1; }";

    [Test]
    public void A_use_is_named_with_its_file_line_and_symbol()
    {
        var code = SourceCode.Of(
            ("Kernel/Clock.cs", Clock),
            ("Records/Age.cs", "using Crm.Kernel;\nnamespace Crm.Records;\ninternal static class Age { public static int Of(Clock clock) => clock.Now(); }")
        );
        Assert.That(code.Uses.Select(use => use.ToString()), Is.EqualTo(new[] { "Records/Age.cs:3 → Kernel/Clock.cs (Clock)" }));
    }

    [Test]
    public void A_lower_room_that_calls_a_higher_one_is_found()
    {
        var code = SourceCode.Of(
            (
                "Records/DeleteRecord.cs",
                "namespace Crm.Records; internal static class DeleteRecord { public static void Run() => Crm.Sequences.Enrollments.End(); }"
            ),
            ("Sequences/Enrollments.cs", "namespace Crm.Sequences; internal static class Enrollments { public static void End() { } }")
        );
        Assert.That(
            Rooms.NotDownwards(code.Uses),
            Is.EqualTo(new[] { "Records/DeleteRecord.cs:1 → Sequences/Enrollments.cs (Enrollments): Records (floor 4) must not know Sequences (floor 5)." })
        );
    }

    [Test]
    public void A_room_that_calls_a_neighbor_on_its_floor_is_found()
    {
        var code = SourceCode.Of(
            ("Activities/Call.cs", "namespace Crm.Activities; internal sealed class Call(Crm.Records.Lead lead) { public object Of => lead; }"),
            ("Records/Lead.cs", "namespace Crm.Records; internal sealed class Lead;")
        );
        Assert.That(Rooms.NotDownwards(code.Uses).Single(), Does.EndWith("Activities (floor 4) must not know Records (floor 4)."));
    }

    [Test]
    public void A_room_that_calls_a_lower_one_is_not_found()
    {
        var code = SourceCode.Of(
            ("Kernel/Clock.cs", Clock),
            ("Sequences/Runner.cs", "namespace Crm.Sequences; internal sealed class Runner { public int Now => new Crm.Kernel.Clock().Now(); }")
        );
        Assert.That(code.Uses, Has.Count.EqualTo(1));
        Assert.That(Rooms.NotDownwards(code.Uses), Is.Empty);
    }

    [TestCase("public static object Make() { Take(new(1)); return 0; } static void Take(Crm.Sequences.Wrapped value) { }")]
    [TestCase("public static string Make() => nameof(Crm.Sequences.Wrapped);")]
    [TestCase("public static int Make() => 1.Twice();")]
    [TestCase("public static int Make() => 1.Half;")]
    [TestCase("[Crm.Sequences.Marked] public static void Make() { }")]
    [TestCase("public static T Make<T>() where T : Crm.Sequences.Wrapped => default!;")]
    public void Every_kind_of_use_is_found(string member)
    {
        var code = SourceCode.Of(
            ("Records/Lead.cs", $"using Crm.Sequences; namespace Crm.Records; internal static class Lead {{ {member} }}"),
            (
                "Sequences/Wrapped.cs",
                """
                namespace Crm.Sequences;
                internal class Wrapped(int value) { public int Value => value; }
                internal sealed class MarkedAttribute : System.Attribute;
                internal static class Numbers { public static int Twice(this int value) => 2 * value; extension(int value) { public int Half => value / 2; } }
                """
            )
        );
        Assert.That(Rooms.NotDownwards(code.Uses), Has.Exactly(1).Items);
    }

    [Test]
    public void What_only_a_doc_comment_mentions_is_no_use()
    {
        var code = SourceCode.Of(
            ("Kernel/Clock.cs", Clock.Replace("internal", "/// <summary>See <see cref=\"Crm.Records.Age\"/>.</summary>\ninternal", StringComparison.Ordinal)),
            ("Records/Age.cs", "namespace Crm.Records; internal sealed class Age;")
        );
        Assert.That(code.Uses, Is.Empty);
    }

    [Test]
    public void A_circle_of_files_is_found_and_what_only_hangs_on_it_is_not()
    {
        var code = SourceCode.Of(
            ("Records/A.cs", "namespace Crm.Records; internal sealed class A { public B? Next; }"),
            ("Records/B.cs", "namespace Crm.Records; internal sealed class B { public C? Next; }"),
            ("Records/C.cs", "namespace Crm.Records; internal sealed class C { public A? Next; public D? Last; }"),
            ("Records/D.cs", "namespace Crm.Records; internal sealed class D;"),
            ("Records/E.cs", "namespace Crm.Records; internal sealed class E { public A? Next; }")
        );
        Assert.That(Circles.In(code.Uses.Select(use => (use.From, use.To))), Is.EqualTo(new[] { new[] { "Records/A.cs", "Records/B.cs", "Records/C.cs" } }));
    }

    [Test]
    public void The_parts_of_a_class_are_files_of_their_own()
    {
        var code = SourceCode.Of(
            ("Records/A.cs", "namespace Crm.Records; internal static partial class A { public static int One() => Two(); }"),
            (
                "Records/A.More.cs",
                "namespace Crm.Records; internal static partial class A { private static int Two() => One(); public static int Three() => 3; }"
            ),
            ("Records/B.cs", "namespace Crm.Records; internal static class B { public static int Run() => A.Three(); }")
        );
        Assert.That(
            code.Uses.Select(use => (use.From, use.To)),
            Is.EquivalentTo(
                new[]
                {
                    ("Records/A.cs", "Records/A.More.cs"),
                    ("Records/A.More.cs", "Records/A.cs"),
                    ("Records/B.cs", "Records/A.cs"),
                    ("Records/B.cs", "Records/A.More.cs"),
                }
            )
        );
    }

    [Test]
    public void Rooms_that_know_each_other_by_way_of_a_third_are_a_circle()
    {
        var code = SourceCode.Of(
            ("Kernel/Clock.cs", "namespace Crm.Kernel; internal sealed class Clock { public Crm.Records.Lead? Lead; }"),
            ("Records/Lead.cs", "namespace Crm.Records; internal sealed class Lead { public Crm.Sequences.Runner? Runner; }"),
            ("Sequences/Runner.cs", "namespace Crm.Sequences; internal sealed class Runner { public Crm.Kernel.Clock? Clock; }")
        );
        Assert.That(Rooms.CirclesIn(code.Uses), Is.EqualTo(new[] { new[] { "Kernel", "Records", "Sequences" } }));
    }

    [Test]
    public void A_folder_without_a_floor_a_file_in_the_root_and_an_empty_room_are_found()
    {
        var files = Rooms.All.Where(room => room != "Setup").Select(room => room + "/File.cs").Append("Helpers/File.cs").Append("Loose.cs").ToList();
        Assert.That(
            Rooms.Misplaced(files),
            Is.EqualTo(
                new[]
                {
                    "Loose.cs stands in the root of the project and so in no room.",
                    "The folder Helpers has no floor in the table of rooms.",
                    "The table has a room Setup, which has no files.",
                }
            )
        );
    }

    [Test]
    public void Code_that_does_not_compile_gets_no_answer()
    {
        var code = SourceCode.Of(("Records/Age.cs", "namespace Crm.Records; internal sealed class Age { public Missing? Gone; }"));
        Assert.That(() => code.Uses, Throws.InvalidOperationException.With.Message.Contains("1 errors").And.Message.Contains("Missing"));
    }
}
