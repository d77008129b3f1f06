using System.Text;
using Crm.Import;

namespace Crm.Tests.Import;

/// <summary>Mappings that are wrong are said to be wrong, whatever stands in them.</summary>
public sealed class ImportMappingTests
{
    private const string Companies = "import: companies\ncolumns:\n  name: name\n";

    [TestCase("set: { sector: x, Sector: y }", "set.Sector")]
    [TestCase("values: { industry: { a: b, A: c } }", "values.industry.A")]
    [TestCase("fields: { size: number, SIZE: text }", "fields.SIZE")]
    [TestCase("ignore: [a]\nIgnore: [b]", "Ignore")]
    public void A_name_that_stands_twice_is_named_with_its_line(string more, string field)
    {
        var problem = Refused(Companies + more).Single();
        Assert.That((problem.Field, problem.Line >= 4), Is.EqualTo((field, true)));
    }

    [TestCase("set: &a { sector: x }\nvalues: *a")]
    [TestCase("set: [x\nvalues: {")]
    [TestCase("set: !!binary x")]
    [TestCase("--- \nimport: companies")]
    [TestCase("set: {{{{{{{{{{{{{{{{{{{{{{{{{ a: b }}}}}}}}}}}}}}}}}}}}}}}}}")]
    [TestCase("set: { a: 'x }")]
    public void A_text_that_no_mapping_is_written_in_is_invalid_and_nothing_else(string more) => Assert.That(Refused(Companies + more), Is.Not.Empty);

    [TestCase("")]
    [TestCase("- import: companies")]
    public void What_is_no_mapping_is_told_what_one_begins_with(string yaml) =>
        Assert.That(Refused(yaml).Single().Message, Does.Contain("import:").And.Not.Contain("sequence"));

    [TestCase(Companies + "fields: { name: text }", "fields.name", "standard field")]
    [TestCase(Companies + "fields: { 'A b': text }", "fields.A b", "lower-case")]
    [TestCase(Companies + "zone: Mars/Olympus", "zone", "Mars/Olympus")]
    [TestCase("import: choices\nfor: deal.\ncolumns:\n  name: value\n", "for", "lower-case")]
    [TestCase("import: choices\nfor: deal.amount\ncolumns:\n  name: value\n", "for", "standard field")]
    [TestCase("import: activities\ndates: '%'\ncolumns:\n  name: type\n", "dates", "%")]
    public async Task A_mapping_declares_no_field_and_no_form_that_is_refused_elsewhere(string yaml, string field, string says)
    {
        await using var crm = await CrmHarness.StartAsync();
        var exception = Assert.ThrowsAsync<CrmException>(() => crm.ImportAsync(ImportMappingYaml.Parse(yaml), Encoding.UTF8.GetBytes("name\nAcme\n")));
        var problem = ((CrmError.Invalid)exception!.Error).Problems[0];
        Assert.That((problem.Field, problem.Message), Is.EqualTo((field, problem.Message)));
        Assert.That(problem.Message, Does.Contain(says));
    }

    [Test]
    public async Task A_choice_takes_as_many_values_by_a_file_as_by_hand_and_no_others()
    {
        await using var crm = await CrmHarness.StartAsync();
        var mapping = ImportMappingYaml.Parse("import: choices\nfor: deal.product\ncolumns:\n  product: value\n");
        var many = "product\n" + string.Concat(Enumerable.Range(1, 501).Select(number => $"Product {number}\n"));

        var tooMany = await crm.ImportAsync(mapping, Encoding.UTF8.GetBytes(many));
        var tooLong = await crm.ImportAsync(mapping, Encoding.UTF8.GetBytes($"product\n{new string('x', 201)}\n"));

        Assert.That((tooMany.IsKept, tooMany.Problems.Single().Line), Is.EqualTo((false, (long?)502)));
        Assert.That((tooLong.IsKept, tooLong.Problems.Single().Line), Is.EqualTo((false, (long?)2)));
    }

    private static IReadOnlyList<Problem> Refused(string yaml) =>
        ((CrmError.Invalid)Assert.Throws<CrmException>(() => ImportMappingYaml.Parse(yaml))!.Error).Problems;
}
