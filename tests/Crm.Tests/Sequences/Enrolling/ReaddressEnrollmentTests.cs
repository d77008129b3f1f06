using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Testing.Builders;

namespace Crm.Sequences.Enrolling;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ReaddressEnrollmentTests(string kind)
{
    private const string Mail = """
        sequence: Mails
        key: mails
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Shall we talk?" }
          - { key: ring, step: call, delay: 2 days, subject: "Call" }
        """;

    private const string Call = """
        sequence: Calls
        key: calls
        for: [contact]
        steps:
          - { key: ring, step: call, subject: "Call" }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task Another_person_is_addressed_from_then_on()
    {
        var (without, with) = (await desk.ContactAsync("Without", contact => contact with { ContactPoints = [] }), await desk.ContactAsync("With"));
        var id = await desk.StartAsync(Call, without);

        var after = await ReaddressAsync(desk.Rep, new ReaddressEnrollmentInput(id, with.Ref, "She left."));

        var stored = await desk.EnrollmentAsync(id);
        Assert.That((after.Recipient, stored.Recipient, stored.AddressHash), Is.EqualTo(((RecordId?)with.Id, (RecordId?)with.Id, AddressHash.Of(with.Email!))));
        Assert.That((await desk.AuditAsync())[0].After, Does.Contain("She left."));
        Assert.That(await desk.EventsAsync(), Does.Contain("enrollment.readdressed"));
    }

    [Test]
    public async Task Nobody_is_addressed_twice_or_in_the_middle_of_a_thread_or_out_of_sight()
    {
        var (first, second) = (await desk.ContactAsync("First"), await desk.ContactAsync("Second"));
        var id = await desk.StartAsync(Mail, first);
        var hidden = Sample.Contact(desk.Tenant.Id, owner: desk.Colleague.Member);
        var company = Sample.Company(desk.Tenant.Id);
        await desk.StoreAsync(hidden, company);

        await desk.RefusedAsync<CrmError.NotFound>(() => ReaddressAsync(desk.Rep, new ReaddressEnrollmentInput(id, hidden.Ref)));
        await desk.RefusedAsync<CrmError.Invalid>(() => ReaddressAsync(desk.Rep, new ReaddressEnrollmentInput(id, company.Ref)));
        await desk.EnrollAsync("mails", second);
        Assert.That(await CodeAsync(id, second), Is.EqualTo("already-enrolled"));
        var third = await desk.ContactAsync("Third");
        await desk.RunAsync();
        Assert.That(await CodeAsync(id, third), Is.EqualTo("message-waits"));
        await desk.SentAsync(id);
        Assert.That(await CodeAsync(id, third), Is.EqualTo("thread-begun"));
    }

    private async Task<string> CodeAsync(EnrollmentId id, Contact contact) =>
        (await desk.RefusedAsync<CrmError.Refused>(() => ReaddressAsync(desk.Rep, new ReaddressEnrollmentInput(id, contact.Ref)))).Code;

    private Task<EnrollmentView> ReaddressAsync(Caller caller, ReaddressEnrollmentInput input) =>
        desk.UseCase<ReaddressEnrollment>().ExecuteAsync(caller, input, default);
}
