using Crm.Sequences.Running;

namespace Crm.Sequences.Publishing;

/// <summary>Texts of live versions, and files that say them, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ReviseTextTests(string kind)
{
    private const string Mails = """
        sequence: Mails
        key: mails
        for: [contact]
        exclusive: no
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Dear {{ contact.name }}" }
          - { key: ring, step: call, delay: 2 business days, at: "09:30", subject: "Call" }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task Older_versions_with_the_step_get_the_text_too_and_keep_the_rest_of_theirs()
    {
        var old = await desk.StartAsync(Mails);
        await desk.PublishAsync(Mails.Replace("Dear {{ contact.name }}", "Good day", StringComparison.Ordinal));
        var young = (await desk.EnrollAsync("mails", await desk.ContactAsync("Young"))).Answers[0].Enrollment!.Value;

        var revised = await ReviseAsync("hello", "subject", "News");
        Assert.That(revised.Revision, Is.EqualTo(2));
        await desk.RunAsync();

        var (first, second) = ((await desk.MessagesAsync(old)).Single(), (await desk.MessagesAsync(young)).Single());
        Assert.That((first.Subject, first.Text, first.TextRevision), Is.EqualTo(("News", "Dear Carla Contact", (int?)2)));
        Assert.That((second.Subject, second.Text, second.TextRevision), Is.EqualTo(("News", "Good day", (int?)2)));
    }

    [Test]
    public async Task A_step_that_was_something_else_in_an_older_version_keeps_its_text()
    {
        var old = await desk.StartAsync(
            Mails.Replace("email.auto, subject: \"Hello\", body: \"Dear {{ contact.name }}\"", "task, subject: \"Look\"", StringComparison.Ordinal)
        );
        await desk.PublishAsync(Mails);

        await ReviseAsync("hello", "subject", "News");
        await desk.RunAsync();

        Assert.That((await desk.OpenAsync(old)).Single().Subject, Is.EqualTo("Look"));
    }

    [Test]
    public async Task What_is_queued_keeps_its_text()
    {
        var id = await desk.StartAsync(Mails);
        await desk.RunAsync();
        await ReviseAsync("hello", "subject", "News");
        Assert.That((await desk.MessagesAsync(id)).Single().Subject, Is.EqualTo("Hello"));
    }

    [TestCase("none", "subject", "News")]
    [TestCase("hello", "subject", "{{ contact.")]
    [TestCase("hello", "delay", "2 days")]
    public async Task A_step_that_is_not_there_a_broken_text_and_a_setting_that_is_none_change_nothing(string step, string setting, string text)
    {
        await desk.PublishAsync(Mails);
        Assert.ThrowsAsync<CrmException>(() => ReviseAsync(step, setting, text));
        var view = await desk.UseCase<GetSequence>().ExecuteAsync(desk.Administrator, new SequenceQuery("mails"), default);
        Assert.That(view.Texts.Select(row => row.TextRevision), Is.All.EqualTo(1));
    }

    [Test]
    public async Task An_exported_file_published_again_is_the_same_version()
    {
        await desk.PublishAsync(Mails);
        var file = await ExportAsync(new SequenceQuery("mails"));
        Assert.That((await desk.PublishAsync(file)).IsChanged, Is.False, file);
    }

    [Test]
    public async Task An_exported_file_has_the_texts_that_count_now_and_an_older_version_is_to_be_had()
    {
        await desk.PublishAsync(Mails);
        await desk.PublishAsync(Mails.Replace("Hello", "Good morning", StringComparison.Ordinal));
        await ReviseAsync("hello", "body", "Dear {{ contact.name }}, news.");

        var now = await ExportAsync(new SequenceQuery("mails"));
        Assert.That(now, Does.Contain("Good morning").And.Contain("Dear {{ contact.name }}, news."));
        Assert.That(await ExportAsync(new SequenceQuery("mails", 1)), Does.Contain("Hello"));

        var published = await desk.PublishAsync(now);
        Assert.That((published.Version, published.IsChanged), Is.EqualTo((3, true)), "the revised text becomes a version's own");
        Assert.That(await ExportAsync(new SequenceQuery("mails")), Is.EqualTo(now));
        var unknown = Assert.ThrowsAsync<CrmException>(() => ExportAsync(new SequenceQuery("mails", 4)));
        Assert.That(unknown!.Error, Is.InstanceOf<CrmError.NotFound>());
    }

    private Task<RevisedText> ReviseAsync(string step, string setting, string text) =>
        desk.UseCase<ReviseText>()
            .ExecuteAsync(desk.Administrator, new ReviseTextInput("mails", step, new Dictionary<string, string> { [setting] = text }), default);

    private Task<string> ExportAsync(SequenceQuery query) => desk.UseCase<ExportSequence>().ExecuteAsync(desk.Administrator, query, default);
}
