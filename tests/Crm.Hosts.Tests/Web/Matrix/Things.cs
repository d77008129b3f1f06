using Crm.Accounts;
using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>Makes the things that requests name: the caller's own, a colleague's, another tenant's. What is not the caller's carries a mark, by which it is known wherever it shows.</summary>
internal sealed class Things
{
    /// <summary>Stands in all that is a colleague's.</summary>
    public const string ColleagueMark = "Colleaguemark";

    /// <summary>Stands in all that is another tenant's.</summary>
    public const string ForeignMark = "Foreignmark";

    /// <summary>Key of a sequence that both tenants have.</summary>
    public const string Sequence = "matrix";

    private static readonly Caller Elsewhere = new(TenantId.From("elsewhere"), Actor.System("web"));

    private readonly WebServer server;
    private readonly Dictionary<MemberRole, (HttpClient Client, string Token)> people = [];
    private readonly Dictionary<MemberRole, MemberView> members = [];
    private MemberView colleague = null!;
    private MemberView other = null!;
    private MemberView foreigner = null!;
    private int made;

    private Things(WebServer server) => this.server = server;

    /// <summary>Sets up both tenants, with a member of every role who is signed in.</summary>
    public static async Task<Things> CreateAsync(WebServer server)
    {
        var things = new Things(server);
        var elsewhere = new SetUpTenantInput($"{ForeignMark} Ltd", $"{ForeignMark} Admin", "admin@elsewhere.example");
        await server.Use<SetUpTenant>().ExecuteAsync(Elsewhere, elsewhere, default);
        things.foreigner = (await server.Use<ListMembers>().ExecuteAsync(Elsewhere, new NoInput(), default)).Members.Single();
        foreach (var role in Enum.GetValues<MemberRole>())
        {
            var client = server.NewClient();
            things.members[role] = await server.SignInAsync(client, role);
            things.people[role] = (client, await TokenOfAsync(client));
        }
        things.colleague = await server
            .Use<AddMember>()
            .ExecuteAsync(WebServer.Caller, new AddMemberInput("Carl Colleague", "carl@northwind.example"), default);
        things.other = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Otto Other", "otto@northwind.example"), default);
        foreach (var tenant in new[] { WebServer.Caller, Elsewhere })
        {
            await server.Use<AddMailbox>().ExecuteAsync(tenant, new AddMailboxInput("all@northwind.example"), default);
            var yaml = $"sequence: {Sequence}\nfor: [contact]\nsteps: [{{ step: task, subject: Look }}]";
            await server.Use<PublishSequence>().ExecuteAsync(tenant, new SequenceInput { Yaml = yaml }, default);
        }
        return things;
    }

    /// <summary>A further colleague, to whom things can be given: nobody else sees them then but administrators.</summary>
    public string Other => other.Id.ToString();

    /// <summary>Somebody of a role, signed in.</summary>
    public HttpClient ClientOf(MemberRole role) => people[role].Client;

    /// <summary>The token of that browser's forms.</summary>
    public string TokenOf(MemberRole role) => people[role].Token;

    /// <summary>Another browser of the same person.</summary>
    public Task<HttpClient> NewClientOfAsync(MemberRole role) => server.NewClientAsync(role);

    /// <summary>The token of a browser's forms.</summary>
    public static async Task<string> TokenOfAsync(HttpClient client)
    {
        using var page = await client.OpenAsync("/account/sessions");
        return Browserless.TokenIn(await page.Content.ReadAsStringAsync())!;
    }

    /// <summary>The name of a thing of somebody's.</summary>
    public string NameOf(Whose whose) =>
        $"{whose switch { Whose.Colleague => ColleagueMark, Whose.Foreign => ForeignMark, _ => "Ownmark" }} {Interlocked.Increment(ref made)}";

    /// <summary>A member: the caller, a colleague, somebody of another tenant.</summary>
    public Task<string> MemberAsync(MemberRole role, Whose whose) => MadeAsync(whose, () => Task.FromResult(OwnerOf(role, whose).ToString()));

    /// <summary>A record.</summary>
    public Task<string> RecordAsync(RecordType type, MemberRole role, Whose whose) =>
        MadeAsync(whose, async () => (await NewRecordAsync(type, role, whose)).Id.ToString());

    /// <summary>A record with its type, as forms name it.</summary>
    public async Task<string> ReferenceAsync(RecordType type, MemberRole role, Whose whose) =>
        $"{type.ToString().ToLowerInvariant()}:{await RecordAsync(type, role, whose)}";

    /// <summary>A lead that nobody owns yet, as forms name it.</summary>
    public async Task<string> UnownedAsync() =>
        $"lead:{(await server.Use<CreateLead>().ExecuteAsync(WebServer.Caller, new LeadInput { LastName = NameOf(Whose.Own) }, default)).Record.Id}";

    /// <summary>The address of a contact.</summary>
    public Task<string> AddressAsync(MemberRole role, Whose whose) =>
        whose == Whose.Nobody ? Task.FromResult("nobody@nowhere.example") : MadeAsync(whose, async () => (await NewContactAsync(role, whose)).Email);

    /// <summary>The name of a company.</summary>
    public Task<string> CompanyAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var name = NameOf(whose);
                await server.Use<CreateCompany>().ExecuteAsync(TenantOf(whose), new CompanyInput { Name = name, Owner = OwnerOf(role, whose) }, default);
                return name;
            }
        );

    /// <summary>A note on a contact.</summary>
    public Task<string> ActivityAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var contact = await NewRecordAsync(RecordType.Contact, role, whose);
                var note = new LogNoteInput([contact], NameOf(whose));
                return (await server.Use<LogNote>().ExecuteAsync(TenantOf(whose), note, default)).Id.ToString();
            }
        );

    /// <summary>A contact's enrollment.</summary>
    public Task<string> EnrollmentAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var contact = await NewRecordAsync(RecordType.Contact, role, whose);
                var result = await server.Use<EnrollRecords>().ExecuteAsync(TenantOf(whose), new EnrollInput(Sequence, [contact]), default);
                return result.Answers.Single().Enrollment.ToString()!;
            }
        );

    /// <summary>A mail to a contact of which nobody knows whether it was delivered.</summary>
    public Task<string> MessageAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var contact = await NewRecordAsync(RecordType.Contact, role, whose);
                var message = await server.Use<SendEmail>().ExecuteAsync(TenantOf(whose), new SendEmailInput(contact, NameOf(whose), "Hello"), default);
                await using var connection = await server.ConnectAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = $"update crm_message set state = 'Unknown' where upper(id) = upper('{message.Id}')";
                Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1));
                return message.Id.ToString();
            }
        );

    /// <summary>A template of a member's own; of whoever may write none, one that all may use.</summary>
    public Task<string> TemplateAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var author =
                    whose == Whose.Own && !RoleRights.Of(role).Contains(Right.EditRecords)
                        ? WebServer.Caller
                        : TenantOf(whose) with
                        {
                            Actor = Actor.Member(OwnerOf(role, whose)),
                        };
                return (
                    await server.Use<SaveTemplate>().ExecuteAsync(author, new SaveTemplateInput(NameOf(whose), NameOf(whose), "Hello"), default)
                ).Id.ToString();
            }
        );

    /// <summary>A batch in which a member gave a contact to somebody.</summary>
    public Task<string> BatchAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                // Without the mark: once it is undone, the contact is nobody's, and everybody sees it.
                var (contact, _) = await NewContactAsync(role, whose, NameOf(Whose.Own));
                var owner = OwnerOf(role, whose);
                var author = RoleRights.Of(role).Contains(Right.EditRecords) ? TenantOf(whose) with { Actor = Actor.Member(owner) } : TenantOf(whose);
                // It belonged to nobody before.
                await server.Use<AssignRecords>().ExecuteAsync(TenantOf(whose), new AssignRecordsInput([contact], null), default);
                return (await server.Use<AssignRecords>().ExecuteAsync(author, new AssignRecordsInput([contact], owner), default)).Batch.ToString()!;
            }
        );

    /// <summary>A member's saved view of contacts.</summary>
    public Task<string> ViewAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var author = TenantOf(whose) with { Actor = Actor.Member(OwnerOf(role, whose)) };
                var view = new SavedViewView(NameOf(whose), new ListRecordsInput(RecordType.Contact) { Search = "mark" });
                return (await server.Use<SaveView>().ExecuteAsync(author, view, default)).Id.ToString()!;
            }
        );

    /// <summary>A mailbox of a member's own.</summary>
    public Task<string> MailboxAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () =>
            {
                var mailbox = new AddMailboxInput($"{NameOf(whose).Replace(' ', '-')}@mail.example") { Member = OwnerOf(role, whose) };
                return (await server.Use<AddMailbox>().ExecuteAsync(TenantOf(whose), mailbox, default)).Id.ToString();
            }
        );

    /// <summary>A live session.</summary>
    public Task<string> SessionAsync(MemberRole role, Whose whose) =>
        MadeAsync(
            whose,
            async () => (await server.Use<SignIns>().EnterAsync(TenantOf(whose).Tenant, OwnerOf(role, whose), NameOf(whose), default)).Id.ToString()
        );

    private static async Task<string> MadeAsync(Whose whose, Func<Task<string>> make) =>
        whose switch
        {
            Whose.Nobody => $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}",
            Whose.Garbled => "'; drop table crm_record; --",
            _ => await make(),
        };

    private static Caller TenantOf(Whose whose) => whose == Whose.Foreign ? Elsewhere : WebServer.Caller;

    private MemberId OwnerOf(MemberRole role, Whose whose) =>
        whose switch
        {
            Whose.Foreign => foreigner.Id,
            Whose.Colleague => colleague.Id,
            _ => members[role].Id,
        };

    private Task<(RecordRef Record, string Email)> NewContactAsync(MemberRole role, Whose whose) => NewContactAsync(role, whose, NameOf(whose));

    private async Task<(RecordRef Record, string Email)> NewContactAsync(MemberRole role, Whose whose, string name)
    {
        var email = $"{name.Replace(' ', '-')}@customer.example".ToLowerInvariant();
        var contact = new ContactInput
        {
            LastName = name,
            Email = email,
            Owner = OwnerOf(role, whose),
        };
        return ((await server.Use<CreateContact>().ExecuteAsync(TenantOf(whose), contact, default)).Record, email);
    }

    private async Task<RecordRef> NewRecordAsync(RecordType type, MemberRole role, Whose whose)
    {
        if (type == RecordType.Contact)
            return (await NewContactAsync(role, whose)).Record;
        var fields = new Dictionary<string, FieldValue?>
        {
            [type == RecordType.Lead ? "last_name" : "name"] = new FieldValue.Text(NameOf(whose)),
            ["owner"] = OwnerOf(role, whose),
        };
        return (
            await server.Use<CreateRecord>().ExecuteAsync(TenantOf(whose), new CreateRecordInput(type, new RecordInput { Fields = fields }), default)
        ).Record;
    }
}
