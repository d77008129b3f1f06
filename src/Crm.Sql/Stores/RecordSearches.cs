using System.Data.Common;
using Crm.Records;
using Crm.Stores;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>
/// Finds records while somebody types, in one round trip: by the beginning of a name, of its further words, of addresses and of domains. Each way is a walk along its own index that ends after some rows; beginnings
/// are ranges of bytes, since under row-level security PostgreSQL uses an index for comparisons, not for patterns.
/// </summary>
internal sealed class RecordSearches
{
    /// <summary>Above every text that begins alike: no character sorts after it.</summary>
    private const string Highest = "\U0010FFFF";

    private const int MaxWords = 6;
    private const int MinDigits = 5;

    private static readonly IReadOnlyList<RecordType> Types = [RecordType.Contact, RecordType.Company, RecordType.Deal, RecordType.Lead];

    private readonly StoreSession session;
    private readonly RecordSearch search;
    private readonly string visible;
    private readonly List<SqlValue> values = [];
    private readonly string further = "";

    private RecordSearches(StoreSession session, RecordSearch search)
    {
        (this.session, this.search) = (session, search);
        if (session.Tenant is { } tenant)
            values.Add(new SqlValue("tenant", session.Dialect.Id(tenant.Value)));
        values.Add(new SqlValue("max", search.MaxPerType));
        visible = "true";
        if (search.VisibleOwners is { } owners)
        {
            values.Add(session.Set("owners", owners.Select(owner => owner.Value)));
            visible = $"({{0}}.owner is null or {session.Dialect.In("{0}.owner", "@owners")})";
        }
        // The longest word tells records apart best; the others are looked at for those that it finds.
        var words = NameKey
            .WordsOf(search.Text)
            .Where(word => word.Length <= NameKey.MaxWord)
            .Distinct()
            .OrderByDescending(word => word.Length)
            .Take(MaxWords)
            .ToList();
        for (var index = 0; index < words.Count; index++)
        {
            Add($"w{index}", words[index]);
            if (index > 0)
                further += $" and {Begins($"w{index}")}";
        }
        HasWords = words.Count > 0;
    }

    private bool HasWords { get; }

    /// <summary>Finds them, the best of each type first.</summary>
    public static async Task<IReadOnlyList<FoundRecord>> FindAsync(StoreSession session, RecordSearch search, CancellationToken cancellationToken)
    {
        if (search.MaxPerType is < 1 or > 50)
            throw CrmException.Invalid("maxPerType", $"It must be 1–50, was {search.MaxPerType}.");
        var searches = new RecordSearches(session, search);
        var ways = searches.Ways().Select(statement => new SqlResult<FoundRecord>(statement, Read)).ToList();
        if (ways.Count == 0)
            return [];
        await session.ReadAsync(ways, cancellationToken);
        return
        [
            .. ways.SelectMany(way => way.Rows)
                .DistinctBy(found => found.Record)
                .GroupBy(found => found.Record.Type)
                .SelectMany(type => type.Take(search.MaxPerType)),
        ];
    }

    private IEnumerable<SqlStatement> Ways()
    {
        if (HasWords)
            foreach (var type in Types)
            {
                yield return Statement(type, "null", "crm_record r", $"r.type = '{type}' and r.name_key >= @w0 and r.name_key < @w0_end", "r.name_key, r.id");
                yield return Statement(
                    type,
                    "null",
                    "crm_name_word w join crm_record r on r.id = w.record and r.tenant = w.tenant",
                    $"{Own("w")} and w.record_type = '{type}' and w.word >= @w0 and w.word < @w0_end",
                    "w.word, w.record"
                );
            }
        var text = PlainText.Key(search.Text);
        if (text.Length == 0 || text.Contains(' ', StringComparison.Ordinal) && !IsPhone(text))
            yield break;
        Add("text", IsPhone(text) ? PhoneOf(text) : text);
        yield return Statement(
            null,
            "p.normalized",
            "crm_contact_point p join crm_record r on r.id = p.record and r.tenant = p.tenant",
            $"{Own("p")} and p.normalized >= @text and p.normalized < @text_end and p.kind = '{(IsPhone(text) ? ContactPointKind.Phone : ContactPointKind.Email)}'",
            "p.normalized, p.record"
        );
        if (!IsPhone(text))
            yield return Statement(
                RecordType.Company,
                "r.domain",
                "crm_record r",
                "r.domain >= @text and r.domain < @text_end and r.type = 'Company'",
                "r.domain, r.id"
            );
    }

    private SqlStatement Statement(RecordType? type, string matched, string from, string where, string order) =>
        new(
            $"""
            select r.id, r.type, r.name, {matched}, r.company_name, c.name, r.stage
            from {from} left join crm_record c on c.id = r.company and c.tenant = r.tenant and {Visible("c")}
            where {Own("r")} and r.deleted_at is null and {where} and {Visible("r")}{(matched == "null" ? further : "")}
            order by {order} limit @max{(type is null ? " * 3" : "")}
            """,
            values
        );

    /// <summary>That the name, or a further word of it, begins with a word.</summary>
    private static string Begins(string word) =>
        $"((r.name_key >= @{word} and r.name_key < @{word}_end) or (select 1 from crm_name_word x where x.record = r.id and x.tenant = r.tenant and x.word >= @{word} and x.word < @{word}_end limit 1) is not null)";

    private string Visible(string alias) => visible.Replace("{0}", alias, StringComparison.Ordinal);

    private string Own(string alias) => session.Tenant is null ? "true" : $"{alias}.tenant = @tenant";

    private void Add(string name, string text)
    {
        values.Add(new SqlValue(name, text));
        values.Add(new SqlValue($"{name}_end", text + Highest));
    }

    private static bool IsPhone(string text) => text.StartsWith('+') && PhoneOf(text) is { Length: > MinDigits } digits && digits[1..].All(char.IsAsciiDigit);

    private static string PhoneOf(string text) => string.Concat(text.Where(letter => letter is not (' ' or '-' or '(' or ')' or '/' or '.')));

    private static FoundRecord Read(DbDataReader row) =>
        new(new RecordRef(Enum.Parse<RecordType>(row.GetString(1)), new RecordId(row.GetGuid(0))), row.GetString(2))
        {
            Matched = Text(row, 3),
            Company = Text(row, 4) ?? Text(row, 5),
            Stage = Text(row, 6),
        };

    private static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
