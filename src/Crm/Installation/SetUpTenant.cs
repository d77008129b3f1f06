using Crm.Events;
using Crm.Messages;

namespace Crm.Installation;

/// <summary>A tenant that is to be set up.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="AdministratorName">Full name of the first administrator.</param>
/// <param name="AdministratorEmail">The administrator's address.</param>
public sealed record SetUpTenantInput(string Name, string AdministratorName, string AdministratorEmail)
{
    /// <summary>Time zone (IANA) where nothing nearer is known.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>Currency (ISO 4217) of amounts that name none.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Country (ISO 3166-1 alpha-2, or its English name) in whose form phone numbers are read; null: only numbers with a country code.</summary>
    public string? Country { get; init; }

    /// <summary>Postal address, for the footer of sequence emails; kept, not printed yet. Or null.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Address that sends for members who have no mailbox of their own; null: none yet.</summary>
    public string? MailboxAddress { get; init; }
}

/// <summary>A tenant that was set up.</summary>
/// <param name="Administrator">The first administrator.</param>
/// <param name="Mailbox">The mailbox, or null.</param>
public sealed record SetUpTenantResult(MemberId Administrator, MailboxId? Mailbox);

/// <summary>Sets a tenant up: its row, its first administrator, the pipeline <c>sales</c>, and a mailbox where an address is given. The host calls it; nobody is a member yet. Publishes <c>tenant.set-up</c>.</summary>
/// <remarks>Refused: the tenant is set up already (<c>already-set-up</c>). Invalid: names every wrong field.</remarks>
public sealed class SetUpTenant : UseCase<SetUpTenantInput, SetUpTenantResult>
{
    /// <summary>Key of the pipeline that every tenant begins with.</summary>
    public const string FirstPipeline = "sales";

    internal SetUpTenant(UseCaseExecutor executor)
        : base(executor, "tenant.set-up", Right.Administer, WorkKind.Write) { }

    private protected override async Task<SetUpTenantResult> DecideAsync(Work work, SetUpTenantInput input) =>
        (await work.Stores.Tenancy.GetTenantsAsync(work.Cancellation)).Any(tenant => tenant.Id == work.Tenant)
            ? throw CrmException.Refused("already-set-up", "The tenant is already set up.")
            : SetUp(work, input);

    private static SetUpTenantResult SetUp(Work work, SetUpTenantInput input)
    {
        var check = new Problems();
        var tenant = new Tenant
        {
            Id = work.Tenant,
            Name = check.Name("name", input.Name),
            Zone = check.Zone("zone", input.Zone) ?? "Etc/UTC",
            Currency = check.Currency("currency", input.Currency),
            Country = check.Country("country", input.Country),
            PostalAddress = check.Text("postalAddress", input.PostalAddress),
            CreatedAt = work.Now,
        };
        var administrator = new Member
        {
            Tenant = work.Tenant,
            Id = new MemberId(work.NewId()),
            Name = check.Name("administratorName", input.AdministratorName),
            Email = check.Email("administratorEmail", input.AdministratorEmail),
            Role = MemberRole.Administrator,
            Revision = 1,
        };
        var address = check.Email("mailboxAddress", input.MailboxAddress);
        check.ThrowIfInvalid();

        work.Changes.Insert(tenant);
        work.Changes.Insert(administrator);
        work.Changes.Insert(Pipeline(work.Tenant));
        var mailbox = address is null ? null : NewMailbox(work, address, input.Name.Trim());
        if (mailbox is not null)
            work.Changes.Insert(mailbox);
        work.Audit(
            "tenant",
            null,
            new
            {
                name = tenant.Name,
                zone = tenant.Zone,
                currency = tenant.Currency,
            }
        );
        work.Publish("tenant.set-up", null, new EventPayload.OfNothing());
        return new SetUpTenantResult(administrator.Id, mailbox?.Id);
    }

    private static Mailbox NewMailbox(Work work, string address, string name) =>
        new()
        {
            Tenant = work.Tenant,
            Id = new MailboxId(work.NewId()),
            Channel = Channels.Email,
            Address = address,
            DisplayName = name,
            Revision = 1,
        };

    private static Pipeline Pipeline(TenantId tenant) =>
        new()
        {
            Tenant = tenant,
            Key = FirstPipeline,
            Name = "Sales",
            Stages =
            [
                new Stage("prospecting", "Prospecting", StageKind.Open) { Probability = 10 },
                new Stage("engaging", "Engaging", StageKind.Open) { Probability = 30 },
                new Stage("proposal", "Proposal", StageKind.Open) { Probability = 60 },
                new Stage("won", "Won", StageKind.Won),
                new Stage("lost", "Lost", StageKind.Lost),
            ],
            Revision = 1,
        };
}
