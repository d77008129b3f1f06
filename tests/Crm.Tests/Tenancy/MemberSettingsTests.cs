using Crm.Kernel;

namespace Crm.Tenancy;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MemberSettingsTests(string kind)
{
    private CrmHarness crm = null!;

    [SetUp]
    public async Task OpenAsync() => crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });

    [TearDown]
    public Task CloseAsync() => crm.DisposeAsync().AsTask();

    [Test]
    public async Task A_member_sets_the_own_signature_language_mailbox_and_zone()
    {
        var reader = crm.Tenant.Reader;
        Assert.That((await GetAsync(reader))!.Revision, Is.Zero);

        var set = await SaveAsync(
            reader,
            new MemberSettingsView
            {
                Signature = "Rob",
                Language = "de",
                Mailbox = crm.Tenant.Mailbox,
                Zone = "Asia/Tokyo",
            }
        );
        var shown = await GetAsync(reader);
        var cleared = await SaveAsync(reader, new MemberSettingsView { Language = "en-GB", Revision = 1 });

        Assert.That(shown, Is.EqualTo(set));
        Assert.That(
            (shown!.Signature, shown.Language, shown.Mailbox, shown.Zone),
            Is.EqualTo(("Rob", "de", (Messages.MailboxId?)crm.Tenant.Mailbox, "Asia/Tokyo"))
        );
        Assert.That((cleared.Signature, cleared.Language, cleared.Zone, cleared.Revision), Is.EqualTo(((string?)null, "en-GB", (string?)null, 2)));
        Assert.That((await GetAsync(crm.Tenant.Rep))!.Language, Is.Null, "they are nobody else's");
        Assert.That(await GetAsync(crm.Tenant.System), Is.Null);
        Assert.That((await crm.Tenant.AuditAsync($"member-settings:{reader.Member}")).Select(row => row.After), Has.None.Contains("Rob"));
    }

    [Test]
    public void What_is_wrong_is_named_at_once()
    {
        var input = new MemberSettingsView
        {
            Signature = new string('x', 4001),
            Language = "German",
            Zone = "Nowhere",
        };
        var error = Assert.CatchAsync<CrmException>(() => SaveAsync(crm.Tenant.Rep, input))!.Error;
        Assert.That(((CrmError.Invalid)error).Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "signature", "language", "zone" }));
        Assert.That(
            Assert.CatchAsync<CrmException>(() => SaveAsync(crm.Tenant.Rep, new MemberSettingsView { Revision = 3 }))!.Error,
            Is.TypeOf<CrmError.Stale>()
        );
    }

    private Task<MemberSettingsView> SaveAsync(Caller caller, MemberSettingsView input) =>
        crm.UseCase<SaveMemberSettings>().ExecuteAsync(caller, input, default);

    private Task<MemberSettingsView?> GetAsync(Caller caller) => crm.UseCase<GetMemberSettings>().ExecuteAsync(caller, new NoInput(), default);
}
