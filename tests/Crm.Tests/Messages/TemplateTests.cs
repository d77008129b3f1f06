using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Messages;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TemplateTests(string kind)
{
    private CrmHarness crm = null!;
    private Contact ada = null!;

    private TestTenant Tenant => crm.Tenant;

    [SetUp]
    public async Task OpenAsync()
    {
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        var company = Sample.Company(Tenant.Id, "Acme");
        ada = Sample.Contact(Tenant.Id, "Ada Lovelace") with
        {
            FirstName = "Ada",
            JobTitle = null,
            Company = company.Id,
            ContactPoints = [Sample.Email("ada@acme.example")],
        };
        await Tenant.StoreAsync(company, ada);
    }

    [TearDown]
    public Task CloseAsync() => crm.DisposeAsync().AsTask();

    [Test]
    public async Task Own_templates_are_ones_own_and_shared_ones_everybodys()
    {
        var own = await SaveAsync(Tenant.Rep, new SaveTemplateInput("Own", "Hello", "Text"));
        var shared = await SaveAsync(Tenant.Rep, new SaveTemplateInput("Shared", "Hello", "Text") { IsShared = true });

        Assert.That(await NamesAsync(Tenant.Rep), Is.EqualTo(new[] { ("Own", true), ("Shared", true) }));
        Assert.That(await NamesAsync(Tenant.Colleague), Is.EqualTo(new[] { ("Shared", false) }));
        Assert.That(await NamesAsync(Tenant.Manager), Is.EqualTo(new[] { ("Shared", true) }));
        Assert.That((shared.OwnerName, shared.IsShared), Is.EqualTo(("Rita Rep", true)));
        await RefusedAsync<CrmError.NotFound>(() => SaveAsync(Tenant.Manager, new SaveTemplateInput("Taken", "Hello", "Text") { Id = own.Id }));
        await RefusedAsync<CrmError.Forbidden>(() => SaveAsync(Tenant.Colleague, new SaveTemplateInput("Taken", "Hello", "Text") { Id = shared.Id }));
        await RefusedAsync<CrmError.Stale>(() => SaveAsync(Tenant.Rep, new SaveTemplateInput("Own", "Hello", "Text") { Id = own.Id, ExpectedRevision = 7 }));
        var changed = await SaveAsync(Tenant.Manager, new SaveTemplateInput("Shared", "Other", "Text") { Id = shared.Id, IsShared = true });
        Assert.That((changed.Revision, changed.Subject, changed.OwnerName), Is.EqualTo((2, "Other", "Rita Rep")));
        await crm.UseCase<DeleteTemplate>().ExecuteAsync(Tenant.Rep, new DeleteTemplateInput(own.Id), default);
        Assert.That(await NamesAsync(Tenant.Rep), Is.EqualTo(new[] { ("Shared", true) }));
    }

    [Test]
    public async Task A_template_of_another_tenant_is_unknown()
    {
        var other = await crm.AddTenantAsync();
        var foreign = await SaveAsync(other.Administrator, new SaveTemplateInput("Foreign", "Hello", "Text") { IsShared = true });
        await RefusedAsync<CrmError.NotFound>(() => SaveAsync(Tenant.Administrator, new SaveTemplateInput("Taken", "Hello", "Text") { Id = foreign.Id }));
        await RefusedAsync<CrmError.NotFound>(() =>
            crm.UseCase<DeleteTemplate>().ExecuteAsync(Tenant.Administrator, new DeleteTemplateInput(foreign.Id), default)
        );
        await RefusedAsync<CrmError.NotFound>(() =>
            crm.UseCase<PreviewTemplate>().ExecuteAsync(Tenant.Administrator, new PreviewTemplateInput(ada.Ref) { Template = foreign.Id }, default)
        );
        await RefusedAsync<CrmError.NotFound>(() =>
            crm.UseCase<SendEmail>().ExecuteAsync(Tenant.Administrator, new SendEmailInput(ada.Ref, "", "") { Template = foreign.Id }, default)
        );
    }

    [Test]
    public async Task What_can_never_have_a_value_and_what_is_broken_is_refused_with_its_line()
    {
        var wrong = await RefusedAsync<CrmError.Invalid>(() => SaveAsync(Tenant.Rep, new SaveTemplateInput("x", "{{ contact.shoe_size }}", "{% for %}")));
        Assert.That(wrong.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "subject", "text" }));
        Assert.That(wrong.Message, Does.Contain("line 1"));
    }

    [Test]
    public async Task A_preview_shows_the_mail_of_a_record_or_what_it_lacks()
    {
        await crm.UseCase<SaveMemberSettings>().ExecuteAsync(Tenant.Rep, new MemberSettingsView { Signature = "Rita\nAcme Inc" }, default);
        const string Text = "Dear {{ contact.first_name }} at {{ company.name }},\n{{ sender.signature }}";
        var template = await SaveAsync(Tenant.Rep, new SaveTemplateInput("Offer", "An offer for {{ contact.name }}", Text));

        var whole = await PreviewAsync(new PreviewTemplateInput(ada.Ref) { Template = template.Id });
        var lacking = await PreviewAsync(new PreviewTemplateInput(ada.Ref) { Template = template.Id, Text = "{{ contact.title }}" });

        Assert.That((whole.Subject, whole.Text), Is.EqualTo(("An offer for Ada Lovelace", "Dear Ada at Acme,\nRita\nAcme Inc")));
        Assert.That((lacking.Subject, lacking.Text, lacking.Missing.Single()), Is.EqualTo(("An offer for Ada Lovelace", (string?)null, "contact.title")));
        await RefusedAsync<CrmError.Invalid>(() => PreviewAsync(new PreviewTemplateInput(ada.Ref)));

        Task<MailPreview> PreviewAsync(PreviewTemplateInput input) => crm.UseCase<PreviewTemplate>().ExecuteAsync(Tenant.Rep, input, default);
    }

    [Test]
    public async Task A_mail_is_sent_as_the_template_writes_it_from_the_mailbox_that_the_member_has_set()
    {
        var second = await crm.UseCase<AddMailbox>()
            .ExecuteAsync(Tenant.Administrator, new AddMailboxInput("rita@acme.example") { Member = Tenant.Rep.Member }, default);
        var foreign = await crm.UseCase<AddMailbox>()
            .ExecuteAsync(Tenant.Administrator, new AddMailboxInput("carl@acme.example") { Member = Tenant.Colleague.Member }, default);
        var template = await SaveAsync(Tenant.Rep, new SaveTemplateInput("Hello", "Hello {{ contact.first_name }}", "How is {{ company.name }}?"));
        await RefusedAsync<CrmError.Invalid>(() => SetAsync(new MemberSettingsView { Mailbox = foreign.Id }));
        await SetAsync(new MemberSettingsView { Mailbox = Tenant.Mailbox });

        var sent = await SendAsync(new SendEmailInput(ada.Ref, "", "") { Template = template.Id });
        var own = await SendAsync(new SendEmailInput(ada.Ref, "My own words", "") { Template = template.Id });

        Assert.That((sent.Subject, sent.Text, sent.Mailbox), Is.EqualTo(("Hello Ada", "How is Acme?", Tenant.Mailbox)));
        Assert.That((own.Subject, own.Text), Is.EqualTo(("My own words", "How is Acme?")));
        await SetAsync(new MemberSettingsView());
        Assert.That((await SendAsync(new SendEmailInput(ada.Ref, "Hi", "Text"))).Mailbox, Is.EqualTo(second.Id), "without a setting the own one");
        var lacking = await SaveAsync(Tenant.Rep, new SaveTemplateInput("Title", "Hello", "{{ contact.title }}"));
        await RefusedAsync<CrmError.Invalid>(() => SendAsync(new SendEmailInput(ada.Ref, "", "") { Template = lacking.Id }));

        Task<MessageView> SendAsync(SendEmailInput input) => crm.UseCase<SendEmail>().ExecuteAsync(Tenant.Rep, input, default);
        Task<MemberSettingsView> SetAsync(MemberSettingsView input) => crm.UseCase<SaveMemberSettings>().ExecuteAsync(Tenant.Rep, input, default);
    }

    private async Task<IReadOnlyList<(string, bool)>> NamesAsync(Caller caller) =>
        [.. (await crm.UseCase<ListTemplates>().ExecuteAsync(caller, new NoInput(), default)).Select(template => (template.Name, template.IsEditable))];

    private Task<MailTemplateView> SaveAsync(Caller caller, SaveTemplateInput input) => crm.UseCase<SaveTemplate>().ExecuteAsync(caller, input, default);

    private static Task<T> RefusedAsync<T>(Func<Task> act)
        where T : CrmError
    {
        var error = Assert.CatchAsync<CrmException>(act)!.Error;
        Assert.That(error, Is.TypeOf<T>());
        return Task.FromResult((T)error);
    }
}
