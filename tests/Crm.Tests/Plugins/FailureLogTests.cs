using System.Runtime.CompilerServices;
using Crm.Activities;
using Crm.Events;
using Crm.Import;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Tests.Import;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins;

/// <summary>Who wrote a plugin finds in the log what its code threw and where; whoever reads the log finds nothing about customers.</summary>
internal sealed class FailureLogTests
{
    private const string Words = "ada@example.com owes money";

    private const string Script = """
        sequence: Scripted
        key: scripted
        for: [contact]
        steps:
          - { key: first, step: test.script }
        """;

    private static IEnumerable<TestCaseData> Parts =>
        [
            Case("test.script", new ScriptStep(_ => throw new BrokenException()), desk => RunAsync(desk, Script)),
            Case("test.slow", new SlowStep(), desk => RunAsync(desk, Script.Replace("test.script", "test.slow", StringComparison.Ordinal))),
            Case("test.stop", new Stopping(), desk => RunAsync(desk, Script), new ScriptStep(_ => new StepDecision.Done())),
            Case("test.eligible", new Eligibility(), EnrollAsync, new ScriptStep(_ => new StepDecision.Done())),
            Case("test.checked", new CheckedStep(), desk => PublishAsync(desk, Script.Replace("test.script", "test.checked", StringComparison.Ordinal))),
            Case("test.type", new Type(), LogAsync),
            Case("test.told", new Subscriber(), RelayAsync),
            Case("test.format", new Format(), ImportAsync),
            Case("email", new ScriptStep(_ => new StepDecision.Done()), SendAsync),
        ];

    [TestCaseSource(nameof(Parts))]
    public async Task What_a_part_throws_is_logged_with_plugin_type_and_stack_and_without_its_words(
        string key,
        object part,
        Func<SequenceDesk, Task> use,
        object[] others
    )
    {
        using var log = new LogSink();
        await using var desk = await OpenAsync(log, [part, .. others]);

        await use(desk);

        var failure = log.Of(LogLevel.Warning).Single(line => line.Contains("failed in", StringComparison.Ordinal));
        Assert.That(
            failure,
            Does.Contain($"failed in {key}").And.Contain(typeof(BrokenException).FullName!).And.Contain($"   at {typeof(FailureLogTests).FullName}")
        );
        Assert.That(failure, Does.StartWith(key == "email" ? "The plugin email " : "The plugin test "));
        Assert.That(log.Of(LogLevel.Information), Has.None.Contain(Words));
        Assert.That(log.Of(LogLevel.Warning), Has.None.Contain(Words));
        Assert.That(log.Of(LogLevel.Debug), Has.Some.Contain(Words));
    }

    [Test]
    public async Task A_part_that_fails_again_and_again_is_logged_once_a_minute_with_a_count()
    {
        using var log = new LogSink();
        await using var desk = await OpenAsync(log, [new Type()]);

        for (var time = 0; time < 5; time++)
            await LogAsync(desk);
        Assert.That(Failures(log), Has.Count.EqualTo(1).And.All.Contain("; 0 earlier failures"));

        desk.Clock.Advance(Silence.Length);
        await LogAsync(desk);

        Assert.That(Failures(log), Has.Count.EqualTo(2));
        Assert.That(Failures(log)[^1], Does.Contain("; 4 earlier failures of this part were counted and not logged."));
    }

    [Test]
    public void The_log_names_the_assembly_that_cannot_be_loaded_and_no_other_file()
    {
        using var log = new LogSink();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var failures = new PluginFailures(TimeProvider.System, loggers.CreateLogger<PluginFailures>());

        failures.Report("acme", "acme.a", new InvalidOperationException("x", new FileNotFoundException("x", "Acme.Lib, Version=1.0.0.0, Culture=neutral")));
        failures.Report("acme", "acme.b", new FileNotFoundException("x", "/home/ada/letter.txt"));

        Assert.That(Failures(log)[0], Does.Contain("FileNotFoundException: Acme.Lib, Version=1.0.0.0"));
        Assert.That(Failures(log)[1], Does.Contain("FileNotFoundException").And.Not.Contain("letter"));
    }

    private static List<string> Failures(LogSink log) => log.Of(LogLevel.Warning).Where(line => line.Contains("failed in", StringComparison.Ordinal)).ToList();

    private static TestCaseData Case(string key, object part, Func<SequenceDesk, Task> use, params object[] others) =>
        new TestCaseData(key, part, use, others).SetArgDisplayNames(key);

    private static async Task<SequenceDesk> OpenAsync(LogSink log, object[] parts) =>
        new(
            await CrmHarness.StartAsync(
                new CrmHarnessOptions
                {
                    Parts = parts,
                    Compose = crm => crm.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)),
                }
            )
        );

    private static async Task RunAsync(SequenceDesk desk, string yaml)
    {
        await desk.StartAsync(yaml);
        await desk.Crm.RunBatchAsync();
    }

    private static async Task EnrollAsync(SequenceDesk desk)
    {
        await desk.PublishAsync(Script);
        var answer = (await desk.EnrollAsync("scripted", await desk.ContactAsync())).Answers.Single();
        Assert.That(answer.Reasons.Select(reason => reason.Why), Has.One.EqualTo($"test.eligible: The rule failed with {nameof(BrokenException)}."));
    }

    private static Task PublishAsync(SequenceDesk desk, string yaml)
    {
        var error = Assert.ThrowsAsync<CrmException>(() => desk.PublishAsync(yaml));
        Assert.That(error.Message, Does.Contain("failed on these settings"));
        return Task.CompletedTask;
    }

    private static async Task LogAsync(SequenceDesk desk)
    {
        var contact = await desk.ContactAsync();
        var input = new LogActivityInput("test.type", [contact.Ref], new ActivityContent());
        var error = Assert.ThrowsAsync<CrmException>(() => desk.UseCase<LogActivity>().ExecuteAsync(desk.Rep, input, default));
        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("plugin-failed"));
    }

    private static async Task RelayAsync(SequenceDesk desk)
    {
        await desk.UseCase<LogNote>().ExecuteAsync(desk.Rep, new LogNoteInput([(await desk.ContactAsync()).Ref], "A note."), default);
        await desk.Crm.RelayBatchAsync();
    }

    private static Task ImportAsync(SequenceDesk desk)
    {
        var mapping = new ImportMapping { Kind = ImportKind.Contacts, Columns = [new("name", "last_name")] };
        using var content = new MemoryStream([1]);
        var input = new ImportFileInput
        {
            Content = content,
            FileName = "people.odd",
            Mapping = mapping,
        };
        var error = Assert.ThrowsAsync<CrmException>(() => desk.UseCase<ImportFile>().ExecuteAsync(desk.System, input, default));
        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("plugin-failed"));
        return Task.CompletedTask;
    }

    private static async Task SendAsync(SequenceDesk desk)
    {
        desk.Crm.Transport.Does((_, _, _) => throw new BrokenException());
        await desk.UseCase<SendEmail>().ExecuteAsync(desk.Rep, new SendEmailInput((await desk.ContactAsync()).Ref, "Lunch?", "On Friday."), default);
        await desk.Crm.SendBatchAsync();
    }

    private sealed class BrokenException() : Exception(Words);

    private sealed class SlowStep() : SlowSequenceStepHandler<ScriptSettings>("test.slow", "Slow")
    {
        protected override ValueTask<StepDecision> DecideAsync(StepContext context, ScriptSettings settings, CancellationToken cancellationToken) =>
            throw new BrokenException();
    }

    private sealed class CheckedStep() : SequenceStepHandler<ScriptSettings>("test.checked", "Checked")
    {
        protected override IReadOnlyList<SettingsProblem> Check(ScriptSettings settings) => throw new BrokenException();

        protected override StepDecision Decide(StepContext context, ScriptSettings settings) => new StepDecision.Done();
    }

    private sealed class Stopping : IStopRule
    {
        public string Key => "test.stop";

        public StopDecision Evaluate(StopContext context) => throw new BrokenException();
    }

    private sealed class Eligibility : IEligibilityRule
    {
        public string Key => "test.eligible";

        public string? WhyNot(EligibilityContext context) => throw new BrokenException();
    }

    private sealed class Type() : ActivityType<NoDetails>("test.type", "Type")
    {
        protected override ActivityDescription Describe(NoDetails details) => throw new BrokenException();
    }

    private sealed class Subscriber : IEventSubscriber
    {
        public string Key => "test.told";

        public IReadOnlyList<string> EventTypes => ["activity.logged"];

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken) => throw new BrokenException();
    }

    private sealed class Format : IImportFormat
    {
        public string Key => "test.format";

        public IReadOnlyList<string> Extensions => [".odd"];

        public async IAsyncEnumerable<ImportRow> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return new ImportRow(1, new Dictionary<string, string> { ["name"] = "Ada" });
            await Task.Yield();
            throw new BrokenException();
        }
    }
}
