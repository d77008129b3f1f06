using Crm.Messages;
using Crm.Records;
using Crm.Stores;

namespace Crm.Tenancy;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class AddMailboxTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_new_mailbox_sends_at_once_and_asks_where_nobody_knows_a_messages_fate()
    {
        var added = await AddAsync(new AddMailboxInput("Rita@Acme.example") { DisplayName = "Rita Rep", Member = office.Rep.Member });

        var mailbox = (await office.ReadAsync(unit => unit.Messages.GetMailboxesAsync(default))).Single(row => row.Id == added.Id);
        Assert.That(
            (mailbox.Channel, mailbox.Member, mailbox.IsActive, mailbox.UnknownPolicy),
            Is.EqualTo(("email", (MemberId?)office.Rep.Member, true, UnknownPolicy.Ask))
        );
        Assert.That(mailbox.Address, Is.EqualTo("rita@acme.example").IgnoreCase);
        Assert.That(await office.EventsAsync(), Does.Contain("mailbox.added"));
    }

    [Test]
    public async Task An_address_has_one_mailbox_of_a_channel()
    {
        await AddAsync(new AddMailboxInput("sales@acme.example"));
        var taken = await office.RefusedAsync<CrmError.Refused>(() => AddAsync(new AddMailboxInput("SALES@acme.example")));
        Assert.That(taken.Code, Is.EqualTo("address-taken"));
    }

    [Test]
    public async Task Wrong_fields_are_named_together_and_only_an_administrator_adds_one()
    {
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() =>
            AddAsync(new AddMailboxInput("nobody") { Member = new MemberId(office.Tenant.Id.Value), DisplayName = " " })
        );
        Assert.That(wrong.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "address", "member", "displayName" }));
        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<AddMailbox>().ExecuteAsync(office.Manager, new AddMailboxInput("sales@acme.example"), default)
        );
    }

    private Task<MailboxView> AddAsync(AddMailboxInput input) => office.UseCase<AddMailbox>().ExecuteAsync(office.Administrator, input, default);
}
