using System.Globalization;
using Crm.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var isQuick = args.Contains("--quick");
var wanted = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
var report = new Report();

if (Wants("runner"))
    await new RunnerCase(report, isPostgres: true, isQuick).RunAsync();
if (Wants("sqlite"))
    await new RunnerCase(report, isPostgres: false, isQuick).RunAsync();
if (Wants("timeline"))
    await new TimelineCase(report, isQuick).RunAsync();
if (Wants("lists"))
    await new ListsCase(report, isQuick).RunAsync();
if (Wants("mail"))
{
    await new MailCase(report, isPostgres: false, connections: 1, isQuick).RunAsync();
    await new MailCase(report, isPostgres: true, connections: 1, isQuick).RunAsync();
    // As many as an account may have by default. SQLite has one writer, whatever the connections.
    await new MailCase(report, isPostgres: true, connections: 3, isQuick).RunAsync();
}
if (Wants("import"))
{
    await new ImportCase(report, isPostgres: false, isQuick).RunAsync();
    await new ImportCase(report, isPostgres: true, isQuick).RunAsync();
}
if (Wants("console"))
{
    await new ConsoleCase(report, isPostgres: false, isQuick).RunAsync();
    await new ConsoleCase(report, isPostgres: true, isQuick).RunAsync();
}
if (Wants("start"))
{
    await new StartCase(report, isPostgres: false, isQuick).RunAsync();
    await new StartCase(report, isPostgres: true, isQuick).RunAsync();
}
if (Wants("circuit"))
    await new CircuitCase(report, isQuick).RunAsync();

if (args.FirstOrDefault(argument => argument.StartsWith("--report=", StringComparison.Ordinal)) is { } file)
    await File.WriteAllTextAsync(file["--report=".Length..], report.ToMarkdown());
return report.HasMiss ? 1 : 0;

bool Wants(string name) => wanted.Count == 0 || wanted.Contains(name);
