namespace Crm.Tests.Architecture;

/// <summary>Proves on small sources that the rules about declarations and the public API find what breaks them.</summary>
public sealed class DeclarationRuleTests
{
    private const string UseCase = """
        namespace Crm.Kernel;
        public abstract class UseCase<TInput, TResult> { private protected UseCase() { } }
        public interface IRow;
        """;

    [TestCase("Sequences/Running/A.cs", "namespace Crm.Sequences; internal class A;", "Crm.Sequences.Running")]
    [TestCase("Sequences/Running/A.cs", "namespace Crm.Sequences.Running; public class A;", "Crm.Sequences")]
    [TestCase("Sequences/Running/A.cs", "namespace Crm.Sequences.Running; internal class A;", null)]
    [TestCase("Sequences/Running/A.cs", "namespace Crm.Sequences; public class A;", null)]
    [TestCase(
        "Sequences/A.cs",
        "namespace Crm.Sequences; public class CrmBuilder; public static class A { public static void Run(this CrmBuilder b) { } }",
        "Crm.Hosting"
    )]
    [TestCase(
        "Sequences/A.cs",
        "namespace Crm.Sequences; public class CrmBuilder; public static class A { extension(CrmBuilder b) { public void Run() { } } }",
        "Crm.Hosting"
    )]
    public void A_namespace_that_is_not_the_folders_or_rooms_is_found(string path, string text, string? wanted)
    {
        var found = DeclarationRules.WrongNamespaces(SourceCode.Of((path, text))).ToList();
        Assert.That(found, wanted is null ? Is.Empty : Has.One.EndsWith($"not in {wanted}."));
    }

    [TestCase("Records/Lead.cs", "namespace Crm.Records; class Lead; class Other;", "Other")]
    [TestCase("Records/Lead.cs", "namespace Crm.Records; class Lead; record struct OtherId(int Value);", "OtherId")]
    [TestCase("Records/Lead.cs", "namespace Crm.Records; class Lead { class Inside; } record struct LeadId(int Value);", null)]
    [TestCase("Records/Lead.Part.cs", "namespace Crm.Records; partial class Lead;", null)]
    [TestCase("Records/Lead.cs", "namespace Crm.Records; class Lead; class Lead<T>;", null)]
    [TestCase("Records/AddLead.cs", "namespace Crm.Records; class AddLead : Kernel.UseCase<LeadInput, int>; record LeadInput; enum Kind { A }", null)]
    [TestCase("Records/AddLead.cs", "namespace Crm.Records; class AddLead : Kernel.UseCase<int, int>; class Other;", "Other")]
    public void A_type_in_a_file_of_another_name_is_found(string path, string text, string? misplaced)
    {
        var found = DeclarationRules
            .InFilesOfOtherNames(SourceCode.Of((path, text), ("Kernel/UseCase.cs", UseCase)))
            .Where(line => line.StartsWith(path, StringComparison.Ordinal));
        Assert.That(found, misplaced is null ? Is.Empty : Is.EqualTo(new[] { $"{path}: the type {misplaced} belongs in {misplaced}.cs." }));
    }

    [TestCase("class A { void Run(int a, int b, int c, int d, int e, int f, int g) { } }", 1)]
    [TestCase("class A { void Run(int a, int b, int c, int d, int e, int f) { } }", 0)]
    [TestCase("class A(int a, int b, int c, int d, int e, int f) { int Sum => a + b + c + d + e + f; }", 1)]
    [TestCase("class A { A(int a, int b, int c, int d, int e, int f) { } }", 1)]
    [TestCase("record A(int B, int C, int D, int E, int F, int G, int H);", 0)]
    public void A_long_list_of_parameters_is_found(string text, int count) =>
        Assert.That(DeclarationRules.LongParameterLists(SourceCode.Of(("Records/A.cs", text))).Count(), Is.EqualTo(count));

    [TestCase("public sealed class Add : UseCase<int, int>;", 1)]
    [TestCase("public sealed class Add : UseCase<int, int> { public Add(int number) { } }", 1)]
    [TestCase("public sealed class Add : UseCase<int, int> { internal Add() { } }", 0)]
    [TestCase("public abstract class Log<T> : UseCase<T, int> { private protected Log() { } } public sealed class Add : Log<int>;", 1)]
    public void A_public_constructor_of_a_use_case_is_found(string text, int count) =>
        Assert.That(PublicSurface.UseCaseConstructors(With(text)).Count(), Is.EqualTo(count));

    [TestCase("public sealed class Get { public Task<IReadOnlyList<Row>> Run() => null!; }", 1)]
    [TestCase("public sealed class Get { public void Run(Row[] rows) { } }", 1)]
    [TestCase("public interface IGet { Row? Found { get; } }", 1)]
    [TestCase("public abstract class Get<T> where T : IRow;", 1)]
    [TestCase("public abstract class Get : UseCase<int, Row> { internal Get() { } }", 1)]
    [TestCase("public sealed class Get { internal Row? Found; private void Run(Row row) { } }", 0)]
    [TestCase("internal sealed class Get { public Row? Found; }", 0)]
    public void A_row_in_a_public_signature_is_found(string text, int count)
    {
        var found = PublicSurface.Rows(With($"public sealed class Row : IRow; {text}"));
        Assert.That(found.Count(line => line.Contains("Get", StringComparison.Ordinal)), Is.EqualTo(count));
    }

    [Test]
    public void A_rule_about_a_type_that_is_gone_fails() =>
        Assert.That(() => PublicSurface.UseCaseConstructors(SourceCode.Of(("Records/A.cs", "class A;"))).ToList(), Throws.InvalidOperationException);

    private static SourceCode With(string text) =>
        SourceCode.Of(("Kernel/UseCase.cs", UseCase), ("Records/A.cs", $"using Crm.Kernel; namespace Crm.Records; {text}"));
}
