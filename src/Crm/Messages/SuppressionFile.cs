using System.Globalization;
using Crm.Import;

namespace Crm.Messages;

/// <summary>Reads the rows of a file of suppressed addresses; what is wrong is collected with its line.</summary>
internal sealed class SuppressionFile(Work work)
{
    private const int MaxRows = 100_000;
    private const int MaxProblems = 100;
    private static readonly string[] Columns = ["address", "hash", "channel", "reason", "since"];
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly Dictionary<(string Channel, string Hash), Suppression> rows = [];
    private readonly HashSet<string> addresses = [];
    private readonly List<Problem> problems = [];

    /// <summary>One for each address and channel; of several the one with the stronger reason.</summary>
    public IReadOnlyCollection<Suppression> Rows => rows.Values;

    /// <summary>The email addresses among them; those that came as hashes are not known.</summary>
    public IReadOnlySet<string> Addresses => addresses;

    /// <summary>Reads all rows.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong column and row.</exception>
    public async Task ReadAsync(IAsyncEnumerable<ImportRow> file)
    {
        var count = 0;
        try
        {
            await foreach (var row in file)
            {
                if (++count == 1)
                    RequireColumns(row.Values.Keys);
                if (count > MaxRows)
                    throw CrmException.Invalid("file", $"It may have {MaxRows} rows at most; divide it.");
                Read(row);
            }
        }
        catch (ImportFormatException exception)
        {
            problems.Add(new Problem("file", exception.Message) { Line = exception.Line > 0 ? exception.Line : null });
        }
        if (problems.Count > 0)
            throw CrmException.Invalid([.. problems.Take(MaxProblems)]);
        if (count == 0)
            throw CrmException.Invalid("file", "It has no rows.");
    }

    private static void RequireColumns(IEnumerable<string> given)
    {
        var names = given.Select(PlainText.Key).ToList();
        if (names.Except(Columns).ToList() is { Count: > 0 } unknown)
            throw CrmException.Invalid("file", $"It has columns that nobody reads: {string.Join(", ", unknown)}; allowed are {string.Join(", ", Columns)}.");
        if (!names.Contains("address") && !names.Contains("hash"))
            throw CrmException.Invalid("file", "It must have a column address or hash.");
    }

    private void Read(ImportRow row)
    {
        var cells = row.Values.ToDictionary(cell => PlainText.Key(cell.Key), cell => PlainText.Normalize(cell.Value));
        var channel = Cell("channel") ?? Channels.Email;
        if (HashOf(channel, Cell("address"), Cell("hash"), row.Line) is not { } hash)
            return;
        var reason = ReasonOf(Cell("reason"), row.Line);
        var since = SinceOf(Cell("since"), row.Line);
        var read = new Suppression
        {
            Tenant = work.Tenant,
            Channel = channel,
            AddressHash = hash,
            Reason = reason,
            Since = since,
            Source = work.Actor.ToString(),
        };
        if (!rows.TryGetValue((channel, hash), out var other) || (Suppressions.IsFinal(reason) && !Suppressions.IsFinal(other.Reason)))
            rows[(channel, hash)] = read;

        string? Cell(string name) => cells.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
    }

    private string? HashOf(string channel, string? address, string? hash, long line)
    {
        if (address is null == hash is null)
            return Wrong("address", "A row has an address or a hash, one of the two.", line);
        if (hash is not null)
            return SuppressedAddress.IsHash(hash) ? hash.ToLowerInvariant() : Wrong("hash", "It must be SHA-256 of the address, 64 hexadecimal digits.", line);
        var (normalized, whyNot) = SuppressedAddress.Read(channel, address);
        if (normalized is null)
            return Wrong("address", whyNot!, line);
        if (channel == Channels.Email)
            addresses.Add(normalized);
        return AddressHash.Of(normalized);
    }

    private SuppressionReason ReasonOf(string? text, long line)
    {
        if (text is null)
            return SuppressionReason.OptedOut;
        var word = text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (EnumWord.TryParse<SuppressionReason>(word, out var reason))
            return reason;
        Wrong("reason", $"It must be one of {string.Join(", ", Enum.GetNames<SuppressionReason>())}, was '{Problems.Shown(text)}'.", line);
        return default;
    }

    private DateTimeOffset SinceOf(string? text, long line)
    {
        if (text is null)
            return work.Now;
        if (
            !DateTimeOffset.TryParseExact(
                text,
                Moments,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var since
            )
        )
            Wrong("since", $"It must be a date such as 2026-03-31 or a moment such as 2026-03-31T09:00Z, was '{Problems.Shown(text)}'.", line);
        else if (since > work.Now)
            Wrong("since", "It must not be in the future.", line);
        return since.ToMicroseconds();
    }

    private string? Wrong(string field, string message, long line)
    {
        problems.Add(new Problem(field, message) { Line = line });
        return null;
    }
}
