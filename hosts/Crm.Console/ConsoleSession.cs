using System.CommandLine;
using Crm.Installation;
using Crm.Kernel;
using Crm.Messages;
using Crm.Output;
using Crm.Records;
using Crm.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Crm;

/// <summary>One call of the command: its scope, who calls, in whose time.</summary>
internal sealed class ConsoleSession(AsyncServiceScope scope, TextReader input, ConsoleOutput output, Caller caller) : IAsyncDisposable
{
    /// <summary>Name under which the console itself acts.</summary>
    public const string ActorName = "console";

    /// <summary>Who calls.</summary>
    public Caller Caller { get; private set; } = caller;

    /// <summary>Standard input.</summary>
    public TextReader Input { get; } = input;

    /// <summary>Where the answer goes.</summary>
    public ConsoleOutput Output { get; } = output;

    /// <summary>In whose times are read and shown: the acting member's zone, else the tenant's.</summary>
    public Clock Clock { get; private set; } = new(DateTimeZone.Utc);

    /// <summary>Members of the tenant, for names.</summary>
    public IReadOnlyDictionary<MemberId, MemberView> Members { get; private set; } = new Dictionary<MemberId, MemberView>();

    /// <summary>A session on a host.</summary>
    public static ConsoleSession Of(IHost host, ConsoleStreams streams, ConsoleOutput output, ParseResult parsed)
    {
        var tenant = parsed.GetValue(GlobalOptions.Tenant);
        if (string.IsNullOrWhiteSpace(tenant))
            throw CrmException.Invalid("--tenant", "It must not be empty.");
        return new ConsoleSession(host.Services.CreateAsyncScope(), streams.Input, output, new Caller(TenantId.From(tenant), Actor.System(ActorName)));
    }

    /// <summary>A use case, or what else the host has.</summary>
    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>Reads the tenant, and lets the member act whom the line names.</summary>
    public async Task EnterTenantAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TenantView tenant;
        MemberView? acting;
        await using (var reads = await Get<UseCaseCatalog>().BeginReadAsync(Caller, cancellationToken))
        {
            tenant = await reads.ReadAsync(Get<GetTenant>(), new NoInput());
            acting = parsed.GetValue(GlobalOptions.Member) is { } name ? await reads.ReadAsync(Get<ResolveMember>(), new ResolveMemberInput(name)) : null;
        }
        if (acting is not null)
            Caller = Caller with { Actor = Actor.Member(acting.Id) };
        Clock = new Clock(DateTimeZoneProviders.Tzdb.GetZoneOrNull(acting?.Zone ?? tenant.Zone) ?? DateTimeZone.Utc);
        var list = await Get<ListMembers>().ExecuteAsync(Caller, new NoInput(), cancellationToken);
        Members = list.Members.ToDictionary(member => member.Id);
    }

    /// <summary>The record that a text means.</summary>
    public Task<RecordRef> RecordAsync(string reference, CancellationToken cancellationToken) =>
        Get<ResolveRecord>().ExecuteAsync(Caller, new ResolveRecordInput(reference), cancellationToken);

    /// <summary>The records that texts mean.</summary>
    public async Task<IReadOnlyList<RecordRef>> RecordsAsync(IEnumerable<string> references, CancellationToken cancellationToken)
    {
        var records = new List<RecordRef>();
        foreach (var reference in references)
            records.Add(await RecordAsync(reference, cancellationToken));
        return records;
    }

    /// <summary>The member that a text means; null for none.</summary>
    public async Task<MemberId?> MemberAsync(string? reference, CancellationToken cancellationToken) =>
        reference is null ? null : (await Get<ResolveMember>().ExecuteAsync(Caller, new ResolveMemberInput(reference), cancellationToken)).Id;

    /// <summary>The mailbox that a text means: an address, or an id.</summary>
    /// <exception cref="CrmException">NotFound: none is meant. Refused: several are, whose ids are listed (<c>ambiguous</c>).</exception>
    public async Task<MailboxView> MailboxAsync(string reference, CancellationToken cancellationToken)
    {
        var text = reference.Trim();
        var all = await Get<ListMailboxes>().ExecuteAsync(Caller, new NoInput(), cancellationToken);
        var meant = all.Where(mailbox =>
                string.Equals(mailbox.Address, text, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(text, out var id) && mailbox.Id == new MailboxId(id))
            )
            .ToList();
        return meant switch
        {
            [var only] => only,
            [] => throw CrmException.NotFound("mailbox", text),
            _ => throw CrmException.Refused(
                "ambiguous",
                $"Several mailboxes have this address: {string.Join(", ", meant.Select(mailbox => mailbox.Id))}; give the id."
            ),
        };
    }

    /// <summary>What people call a member; null for none.</summary>
    public string? NameOf(MemberId? member) =>
        member is { } id
            ? Members.TryGetValue(id, out var found)
                ? found.Name
                : id.ToString()
            : null;

    /// <summary>Answers, and ends well.</summary>
    public int Answer(object json, Action<TextPage> text) => Output.Answer(json, text);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
