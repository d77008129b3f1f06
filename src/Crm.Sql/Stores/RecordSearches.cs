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

    /// <summary>Of so many records that have the first word, further words are looked for at once; of all of them only where too few are found so.</summary>
    private const int MaxNear = 300;

    private const int MinDigits = 5;

    private static readonly IReadOnlyList<RecordType> Types = [RecordType.Contact, RecordType.Company, RecordType.Deal, RecordType.Lead];

    private readonly StoreSession session;
    private readonly RecordSearch search;
    private readonly string visible;
    private readonly List<SqlValue> values = [];
    private readonly List<string> words;
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
        words = NameKey
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
                further += $" and {HasWord($"w{index}")}";
        }
        Add("phrase", NameKey.Of(search.Text));
    }

    /// <summary>Finds them, the best of each type first.</summary>
    public static async Task<IReadOnlyList<FoundRecord>> FindAsync(StoreSession session, RecordSearch search, CancellationToken cancellationToken)
    {
        if (search.MaxPerType is < 1 or > 50)
            throw CrmException.Invalid("maxPerType", $"It must be 1–50, was {search.MaxPerType}.");
        var searches = new RecordSearches(session, search);
        var names = Types.SelectMany(searches.ByName).ToList();
        var found = await searches.ReadAsync([.. names.Select(searches.Statement), .. searches.ByAddress()], cancellationToken);
        // Null says that a way did not look at all records that have the first word.
        var whole = names
            .Where((way, index) => found[index].Contains(null) && Best(found).Count(one => one.Record.Type == way.Type) < search.MaxPerType)
            .Select(way => searches.Statement(way with { IsNear = false }))
            .ToList();
        if (whole.Count > 0)
            found.InsertRange(names.Count, await searches.ReadAsync(whole, cancellationToken));
        return [.. Best(found).GroupBy(one => one.Record.Type).SelectMany(type => type.Take(search.MaxPerType))];
    }

    private static IEnumerable<FoundRecord> Best(IEnumerable<List<FoundRecord?>> found) =>
        found.SelectMany(way => way).OfType<FoundRecord>().DistinctBy(one => one.Record);

    private async Task<List<List<FoundRecord?>>> ReadAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var ways = statements.Select(statement => new SqlResult<FoundRecord?>(statement, Read)).ToList();
        if (ways.Count > 0)
            await session.ReadAsync(ways, cancellationToken);
        return ways.ConvertAll(way => way.Rows);
    }

    /// <summary>Ways to the names of a type: with several words first those that begin with all of them as they were typed, which an index finds at once.</summary>
    private IEnumerable<Way> ByName(RecordType type)
    {
        if (words.Count == 0)
            yield break;
        var isNear = words.Count > 1;
        if (isNear)
            yield return Names(type, "phrase");
        yield return Names(type, "w0") with
        {
            IsNear = isNear,
        };
        yield return new Way(type, "crm_name_word w", $"{Own("w")} and w.record_type = '{type}' and {Begins("w.word", "w0")}", "w.word, w.record")
        {
            Join = " join crm_record r on r.id = w.record and r.tenant = w.tenant",
            IsNear = isNear,
        };
    }

    private Way Names(RecordType type, string text) =>
        new(type, "crm_record r", $"{Own("r")} and r.deleted_at is null and r.type = '{type}' and {Begins("r.name_key", text)}", "r.name_key, r.id");

    private IEnumerable<SqlStatement> ByAddress()
    {
        var text = PlainText.Key(search.Text);
        if (text.Length == 0 || text.Contains(' ', StringComparison.Ordinal) && !IsPhone(text))
            yield break;
        Add("text", IsPhone(text) ? PhoneOf(text) : text);
        var kind = IsPhone(text) ? ContactPointKind.Phone : ContactPointKind.Email;
        yield return new SqlStatement(
            Select(
                "p.normalized",
                "crm_contact_point p join crm_record r on r.id = p.record and r.tenant = p.tenant",
                $"{Own("p")} and p.kind = '{kind}' and {Begins("p.normalized", "text")}",
                "p.normalized, p.record limit @max"
            ),
            values
        );
        if (!IsPhone(text))
            yield return new SqlStatement(
                Select("r.domain", "crm_record r", $"r.type = 'Company' and {Begins("r.domain", "text")}", "r.domain, r.id limit @max"),
                values
            );
    }

    private SqlStatement Statement(Way way)
    {
        if (!way.IsNear)
            return new SqlStatement(Select("null", way.Table + way.Join, way.Where + further, $"{way.Order} limit @max"), values);
        var walk = $"from {way.Table} where {way.Where} order by {way.Order}";
        var near = $"(select * {walk} limit {MaxNear}) {way.Table[^1]}{way.Join}";
        return new SqlStatement(
            $"""
            select * from ({Select("null", near, $"true{further}", $"{way.Order} limit @max")}) found
            union all
            select null, null, null, null, null, null, null where (select 1 {walk} limit 1 offset {MaxNear}) is not null
            """,
            values
        );
    }

    private string Select(string matched, string from, string where, string order) =>
        $"""
            select r.id, r.type, r.name, {matched} as matched, r.company_name, c.name as company, r.stage
            from {from} left join crm_record c on c.id = r.company and c.tenant = r.tenant and {Visible("c")}
            where {Own("r")} and r.deleted_at is null and {where} and {Visible("r")}
            order by {order}
            """;

    /// <summary>That a text begins with a value.</summary>
    private static string Begins(string text, string value) => $"{text} >= @{value} and {text} < @{value}_end";

    /// <summary>That the name, or a further word of it, begins with a word.</summary>
    private static string HasWord(string word) =>
        $"({Begins("r.name_key", word)} or (select 1 from crm_name_word x where x.record = r.id and x.tenant = r.tenant and {Begins("x.word", word)} limit 1) is not null)";

    private string Visible(string alias) => visible.Replace("{0}", alias, StringComparison.Ordinal);

    private string Own(string alias) => session.Tenant is null ? "true" : $"{alias}.tenant = @tenant";

    private void Add(string name, string text)
    {
        values.Add(new SqlValue(name, text));
        values.Add(new SqlValue($"{name}_end", text + Highest));
    }

    private static bool IsPhone(string text) => text.StartsWith('+') && PhoneOf(text) is { Length: > MinDigits } digits && digits[1..].All(char.IsAsciiDigit);

    private static string PhoneOf(string text) => string.Concat(text.Where(letter => letter is not (' ' or '-' or '(' or ')' or '/' or '.')));

    private static FoundRecord? Read(DbDataReader row) =>
        row.IsDBNull(0)
            ? null
            : new(new RecordRef(Enum.Parse<RecordType>(row.GetString(1)), new RecordId(row.GetGuid(0))), row.GetString(2))
            {
                Matched = Text(row, 3),
                Company = Text(row, 4) ?? Text(row, 5),
                Stage = Text(row, 6),
            };

    private static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    /// <summary>A walk along an index.</summary>
    /// <param name="Type">Whose names.</param>
    /// <param name="Table">The table of the index, and a letter for it.</param>
    /// <param name="Where">What the index finds.</param>
    /// <param name="Order">The order of the index.</param>
    private sealed record Way(RecordType Type, string Table, string Where, string Order)
    {
        /// <summary>What leads to the record r.</summary>
        public string Join { get; init; } = "";

        /// <summary>Whether the walk ends after <see cref="MaxNear"/>.</summary>
        public bool IsNear { get; init; }
    }
}
