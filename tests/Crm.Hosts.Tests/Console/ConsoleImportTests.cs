namespace Crm.Tests.Hosts;

/// <summary>Files come in by one command, and what is odd about them is said so that a person reads it.</summary>
public sealed class ConsoleImportTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync() => crm = await ConsoleHarness.CreateAsync();

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task Files_are_imported_after_a_dry_run_and_a_broken_row_keeps_everything_out()
    {
        var map = crm.File("people.map.yaml", "import: contacts\ncolumns:\n  Name: name\n  Mail: email\n");
        var file = crm.File("people.csv", "Name,Mail\nAda,ada@example.com\nBo,bo@example.com\n");
        var broken = crm.File("broken.csv", "Name,Mail\nCy,cy@example.com\nDi,not an address\n");

        var dry = await crm.OkAsync("import", "csv", file, "--map", map, "--dry-run");
        var first = await crm.JsonAsync("import", "csv", file, "--map", map);
        var second = await crm.JsonAsync("import", "csv", file, "--map", map);
        var refused = await crm.RunAsync("import", "csv", broken, "--map", map);

        Assert.Multiple(() =>
        {
            Assert.That(dry, Does.Contain("New: lines 2–3").And.Contain("dry run"));
            Assert.That(first.GetProperty("new").GetInt32(), Is.EqualTo(2));
            Assert.That(second.GetProperty("same").GetInt32(), Is.EqualTo(2));
            Assert.That(refused.Code, Is.EqualTo(2));
            Assert.That(refused.ErrorLine, Does.Contain("line 3").And.Not.Contain('\n'));
        });
        Assert.That((await crm.JsonAsync("record", "list", "contact")).GetProperty("records").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_kind_of_a_mapping_can_be_overridden()
    {
        var map = crm.File("people.map.yaml", "import: contacts\ncolumns:\n  Name: name\n");
        var file = crm.File("people.csv", "Name\nAda\n");

        await crm.OkAsync("import", "csv", file, "--map", map, "--as", "leads");

        Assert.That((await crm.JsonAsync("record", "list", "lead")).GetProperty("records").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_holds_for_many_rows_is_said_once_and_the_report_names_every_row()
    {
        var choices = crm.File("size.map.yaml", "import: choices\nfor: contact.size\ncolumns:\n  Size: value\n");
        await crm.OkAsync("import", "csv", crm.File("size.csv", "Size\nSmall\n"), "--map", choices);
        var map = crm.File("people.map.yaml", "import: contacts\ncolumns:\n  Name: name\n  Mail: email\n  Size: size\n");
        var rows = Enumerable.Range(2, 60).Select(line => $"P{line},p{line}@example.com,{(line % 2 == 0 ? "=Smal" : "Small")}");
        var file = crm.File("people.csv", $"Name,Mail,Size\n{string.Join('\n', rows)}\n");
        var report = Path.Combine(crm.Folder, "report.csv");

        var text = await crm.OkAsync("import", "csv", file, "--map", map, "--dry-run");
        var json = await crm.JsonAsync("import", "csv", file, "--map", map, "--report", report);

        Assert.Multiple(() =>
        {
            Assert.That(text.Split('\n').Where(line => line.Contains("=Smal", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(1));
            Assert.That(text, Does.Contain("30 times").And.Contain("Lines 2, 4, 6,").And.Contain("and 10 more").And.Contain("--report"));
            Assert.That(json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("line").GetInt64()), Is.EqualTo(EvenLines()));
        });
        var written = File.ReadAllLines(report);
        Assert.That(written[0], Is.EqualTo("line,kind,field,message"));
        Assert.That(written.Skip(1).Select(line => long.Parse(line.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(EvenLines()));
        Assert.That(written.Skip(1), Has.All.Contains(",warning,size,").And.All.Contains("=Smal"));

        static IEnumerable<long> EvenLines() => Enumerable.Range(1, 30).Select(half => half * 2L);
    }

    [Test]
    public async Task A_report_that_cannot_be_written_is_said_before_anything_is_imported()
    {
        var map = crm.File("people.map.yaml", "import: contacts\ncolumns:\n  Name: name\n");

        var answer = await crm.RunAsync("import", "csv", crm.File("people.csv", "Name\nAda\n"), "--map", map, "--report", crm.Folder);

        Assert.That(answer.Code, Is.EqualTo(2));
        Assert.That(answer.ErrorLine, Does.Contain("report").And.Contain("cannot be written"));
        Assert.That((await crm.JsonAsync("record", "list", "contact")).GetProperty("records").GetArrayLength(), Is.Zero);
    }
}
