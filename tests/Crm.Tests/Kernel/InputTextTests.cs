using System.Text.Json;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Kernel;

/// <summary>What no text may hold is refused at the door, with its place, on every database alike.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class InputTextTests(string kind)
{
    private CrmHarness crm = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });

    [OneTimeTearDown]
    public async Task CloseAsync() => await crm.DisposeAsync();

    /// <summary>Made here: an attribute keeps its strings as UTF-8, which has no half pairs.</summary>
    private static readonly object[] Forbidden =
    [
        new[] { "a\0b", "U+0000" },
        new[] { "a\u0007b", "U+0007" },
        new[] { "a\u007Fb", "U+007F" },
        new[] { "a\uD83D", "surrogate" },
        new[] { "\uDE00b", "surrogate" },
    ];

    [TestCaseSource(nameof(Forbidden))]
    public void A_text_with_a_forbidden_character_is_refused_wherever_it_stands(string text, string named)
    {
        var record = new RecordRef(RecordType.Contact, new RecordId(Guid.CreateVersion7()));
        Expect("title", crm.UseCase<CreateContact>().ExecuteAsync(crm.Tenant.Rep, new ContactInput { FirstName = "Ada", Title = text }, default));
        var changes = new RecordInput { Fields = new Dictionary<string, FieldValue?> { ["title"] = text } };
        Expect("changes.fields.title.value", crm.UseCase<UpdateRecord>().ExecuteAsync(crm.Tenant.Rep, new UpdateRecordInput(record, null, changes), default));
        Expect("search", crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.Rep, new ListRecordsInput(RecordType.Contact) { Search = text }, default));
        Expect("reference", crm.UseCase<ResolveRecord>().ExecuteAsync(crm.Tenant.Rep, new ResolveRecordInput(text), default));
        Expect("html", crm.UseCase<SendEmail>().ExecuteAsync(crm.Tenant.Rep, new SendEmailInput(record, "Hello", "Text") { Html = text }, default));
        var meeting = new LogMeetingInput([record]) { Attendees = [Attendee.Of("Ada"), new Attendee { Name = text }] };
        Expect("attendees[1].name", crm.UseCase<LogMeeting>().ExecuteAsync(crm.Tenant.Rep, meeting, default));

        void Expect(string field, Task call)
        {
            var refused = Assert.CatchAsync<CrmException>(async () => await call)!;
            var invalid = (CrmError.Invalid)refused.Error;
            Assert.That(invalid.Problems.Select(problem => problem.Field), Does.Contain(field));
            Assert.That(invalid.Problems[0].Message, Does.Contain(named));
        }
    }

    [Test]
    public void Json_may_not_smuggle_one_in()
    {
        using var document = JsonDocument.Parse("""{"deep":["fine",{"er":"\ud83d"},"\u0000"]}""");
        var input = new ActivityContent { Metadata = document.RootElement };

        var invalid = (CrmError.Invalid)Assert.Catch<CrmException>(() => InputText.Require(input))!.Error;

        Assert.That(invalid.Problems.Select(problem => problem.Field), Is.EqualTo(new[] { "metadata.deep[1].er", "metadata.deep[2]" }));
    }

    [Test]
    public void Tabs_line_breaks_emoji_and_all_scripts_pass() => InputText.Require(new LogNoteInput([], "one\ttwo\r\nthree 👩‍👩‍👧 😀 مرحبا 漢字"));
}
