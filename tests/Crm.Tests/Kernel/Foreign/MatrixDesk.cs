using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Foreign;

/// <summary>What one call came to.</summary>
/// <param name="MayReach">Whether the caller may reach the thing.</param>
/// <param name="IsReached">Whether the answer shows that the thing was found.</param>
/// <param name="Leaks">What of the thing was shown, changed or pointed at.</param>
/// <param name="Answer">The answer in short.</param>
internal sealed record MatrixProbe(bool MayReach, bool IsReached, IReadOnlyList<string> Leaks, string Answer);

/// <summary>A tenant with members of every role, a stranger whose records they do not see, and another tenant.</summary>
internal sealed class MatrixDesk : IAsyncDisposable
{
    /// <summary>After so many calls that changed something a new database: each one left its things behind.</summary>
    private const int MostArranged = 10;

    private readonly string kind;
    private readonly List<string> answers = [];
    private IReadOnlyList<string> tables = [];
    private (ForeignThings Own, ForeignThings Hidden, ForeignThings Others, ForeignThings Foreign)? things;

    private CrmHarness crm = null!;
    private TestTenant other = null!;
    private HashSet<string>? stored;
    private int arranged;

    private MatrixDesk(string kind) => this.kind = kind;

    /// <summary>The whole catalog.</summary>
    public IReadOnlyList<UseCase> UseCases { get; private set; } = [];

    /// <summary>The last answers, for whoever asks why nothing was reached.</summary>
    public IReadOnlyList<string> Answers => answers;

    public static async Task<MatrixDesk> OpenAsync(string kind)
    {
        var desk = new MatrixDesk(kind);
        await desk.BeginAsync();
        return desk;
    }

    public async ValueTask DisposeAsync() => await crm.DisposeAsync();

    private async Task BeginAsync()
    {
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind });
        other = await crm.AddTenantAsync();
        tables = await TablesAsync();
        UseCases = [.. crm.UseCase<UseCaseCatalog>().All];
        (things, stored, arranged) = (null, null, 0);
    }

    /// <summary>Calls a use case with one member of its input naming something that is another's.</summary>
    public async Task<MatrixProbe> ProbeAsync(UseCase useCase, ForeignSlot slot, MemberRole role, Whose whose)
    {
        if (things is null && arranged++ == MostArranged)
            await BeginAsync();
        var (caller, current) = (CallerOf(role), UseCases.Single(one => one.Action == useCase.Action));
        var (own, hidden, others, foreign) = things ??= await ArrangeAsync();
        var wanted = whose switch
        {
            Whose.Tenant => foreign,
            Whose.Hidden => hidden,
            _ => others,
        };
        var input = ForeignInputs.Least(useCase, slot, own, crm.Tenant.Team);
        if (ForeignInputs.ValueOf(useCase, slot, wanted, whose == Whose.Tenant ? other.Team : crm.Tenant.Team) is { } value)
            slot.Put(input, value);
        var before = stored ??= await DumpAsync();
        var (answer, error) = await CallAsync(current, caller, input);
        var after = stored = await DumpAsync();
        var changed = after.Except(before).ToList();
        if (changed.Count > 0)
            (things, stored) = (null, null);
        // Members and teams are the same for all things.
        if (changed.Count > 0 && current.Right == Right.Administer)
            arranged = MostArranged;
        answers.Add($"{role}: {error ?? "done"}");
        if (answers.Count > 4)
            answers.RemoveAt(0);
        var mayReach = whose switch
        {
            Whose.Tenant => false,
            Whose.Hidden => role == MemberRole.Administrator,
            _ => RoleRights.Of(role).Contains(Right.ActForOthers),
        };
        var isReached = error is null or "Refused" or "Stale" || (error == "Forbidden" && role != MemberRole.Administrator);
        return new MatrixProbe(mayReach, isReached, Leaks(whose, wanted, answer, changed), $"{error ?? "done"} {Short(answer)} for {input.ToJsonString()}");
    }

    private static string Short(string answer) => answer.Length > 300 ? answer[..300] : answer;

    /// <summary>What the answer says of the thing, and rows that are changed or new and name it.</summary>
    private List<string> Leaks(Whose whose, ForeignThings wanted, string answer, List<string> changed)
    {
        var ids = (whose == Whose.Member ? wanted.Own.Append(wanted.Member.Value) : wanted.Ids.Concat(wanted.Own)).Select(id => id.ToString()).ToList();
        if (whose == Whose.Tenant)
            ids.AddRange([wanted.Member.Value.ToString(), other.Team.Value.ToString(), other.Id.ToString()]);
        var leaks = changed
            .Where(row => ids.Exists(id => row.Contains(id, StringComparison.OrdinalIgnoreCase)) && !row.Contains("\"refused\"", StringComparison.Ordinal))
            .ToList();
        if (whose != Whose.Member && answer.Contains(wanted.Marker, StringComparison.OrdinalIgnoreCase))
            leaks.Add($"the answer shows it: {answer}");
        return leaks;
    }

    private static async Task<(string Answer, string? Error)> CallAsync(UseCase useCase, Caller caller, JsonObject json)
    {
        object input;
        try
        {
            input = json.Deserialize(useCase.InputType, ContractJson.Options)!;
        }
        catch (JsonException exception)
        {
            return (exception.Message, "Malformed");
        }
        if (input is IFileInput file)
            input = file.WithFile(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("record\n")), "file.csv");
        try
        {
            var result = await useCase.ExecuteUntypedAsync(caller, input, CancellationToken.None);
            return (JsonSerializer.Serialize(result, useCase.ResultType, ContractJson.Options), null);
        }
        catch (CrmException exception)
        {
            return (exception.Message, exception.Error.GetType().Name);
        }
    }

    private Caller CallerOf(MemberRole role) =>
        role switch
        {
            MemberRole.Reader => crm.Tenant.Reader,
            MemberRole.Rep => crm.Tenant.Rep,
            MemberRole.Manager => crm.Tenant.Manager,
            _ => crm.Tenant.Administrator,
        };

    private async Task<(ForeignThings, ForeignThings, ForeignThings, ForeignThings)> ArrangeAsync()
    {
        var stranger = crm.Tenant.Colleague.Member;
        var own = new ForeignThings(crm.Tenant.Id, null, crm.Tenant.Rep.Member, "Own");
        var hidden = new ForeignThings(crm.Tenant.Id, stranger, stranger, "Hidden");
        var others = new ForeignThings(crm.Tenant.Id, null, stranger, "Others");
        var foreign = new ForeignThings(other.Id, null, other.Rep.Member, "Foreign");
        foreach (var made in new[] { own, hidden, others })
            await crm.Tenant.StoreAsync(made.Rows);
        await other.StoreAsync(foreign.Rows);
        return (own, hidden, others, foreign);
    }

    private async Task<HashSet<string>> DumpAsync()
    {
        var rows = new HashSet<string>();
        await using var connection = await crm.Database.ConnectAsync();
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select * from {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table} {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}"))}");
        }
        return rows;
    }

    private async Task<IReadOnlyList<string>> TablesAsync()
    {
        await using var connection = await crm.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            crm.Database.Options.Provider == "sqlite"
                ? "select name from sqlite_master where type = 'table' and name like 'crm\\_%' escape '\\'"
                : "select table_name from information_schema.tables where table_schema = current_schema() and table_name like 'crm\\_%'";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
