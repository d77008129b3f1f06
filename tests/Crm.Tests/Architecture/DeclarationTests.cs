using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Hosting;

namespace Crm.Tests.Architecture;

/// <summary>Names, places and sizes of what is declared, and what of it is public.</summary>
public sealed class DeclarationTests
{
    private const double PublicShareAllowed = 0.57;

    private static SourceCode Engine => SourceCode.OfEngine;

    [Test]
    public void Internal_types_have_the_namespace_of_their_folder_and_public_ones_that_of_their_room() =>
        Violations.AssertNone(DeclarationRules.WrongNamespaces(Engine));

    [TestCase("Crm")]
    [TestCase("Crm.Sql")]
    [TestCase("Crm.EntityFrameworkCore")]
    [TestCase("Crm.MassTransit")]
    [TestCase("Crm.Testing")]
    public void Public_extensions_of_the_builder_are_found_in_one_namespace(string assembly) =>
        Violations.AssertNone(
            Assembly
                .Load(assembly)
                .GetExportedTypes()
                .Where(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(ExtendsBuilder) && type.Namespace != "Crm.Hosting")
                .Select(type => $"{type.FullName} extends CrmBuilder and is not in Crm.Hosting.")
        );

    [TestCase("Crm")]
    [TestCase("Crm.Model")]
    [TestCase("Crm.Abstractions")]
    public void A_type_stands_in_the_file_of_its_name(string project) => Violations.AssertNone(DeclarationRules.InFilesOfOtherNames(CodeOf(project)));

    [TestCase("Crm")]
    [TestCase("Crm.Model")]
    [TestCase("Crm.Abstractions")]
    public void A_method_takes_at_most_six_parameters_and_a_constructor_five(string project) =>
        Violations.AssertNone(DeclarationRules.LongParameterLists(CodeOf(project)));

    [Test]
    public void At_most_57_percent_of_the_engines_types_are_public()
    {
        var shown = Engine.Types.Count(DeclarationRules.IsPublic);
        TestContext.Out.WriteLine($"{shown} of {Engine.Types.Count} types are public ({100.0 * shown / Engine.Types.Count:F1} %).");
        Assert.That(shown, Is.LessThanOrEqualTo(PublicShareAllowed * Engine.Types.Count));
    }

    [Test]
    public void No_use_case_has_a_public_constructor() => Violations.AssertNone(PublicSurface.UseCaseConstructors(Engine));

    [Test]
    public void No_row_is_part_of_the_engines_public_API() => Violations.AssertNone(PublicSurface.Rows(Engine));

    private static SourceCode CodeOf(string project) => project == "Crm" ? Engine : SourceCode.OfProject(project);

    private static bool ExtendsBuilder(MethodInfo method) =>
        method.IsDefined(typeof(ExtensionAttribute)) && method.GetParameters()[0].ParameterType == typeof(CrmBuilder);
}
