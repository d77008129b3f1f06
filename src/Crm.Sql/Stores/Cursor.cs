using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>Where a page ends. Opaque to callers, and bound to the list, its filter and its order: eight bytes of their hash, then the values of the last row.</summary>
internal sealed class Cursor
{
    private const int HashBytes = 8;
    private readonly byte[] hash;

    private Cursor(byte[] hash) => this.hash = hash;

    /// <summary>The cursors of a list. Owners that a caller may see are no part of it: rights may change between two pages.</summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="tenant">Whose; null in system work.</param>
    /// <param name="parts">The filter and the order; sets are compared regardless of order.</param>
    public static Cursor Of(string list, TenantId? tenant, params object?[] parts)
    {
        var text = JsonSerializer.Serialize(parts.Select(part => part is IEnumerable<object> set ? set.Select(value => value.ToString()).Order() : part));
        return new Cursor(SHA256.HashData(Encoding.UTF8.GetBytes($"{list}|{tenant}|{text}"))[..HashBytes]);
    }

    /// <summary>The cursor after a row.</summary>
    public string After<T>(T position) => Base64Url.EncodeToString([.. hash, .. JsonSerializer.SerializeToUtf8Bytes(position)]);

    /// <summary>The position in a cursor, or null where there is none.</summary>
    /// <exception cref="CrmException">It is no cursor, or one of another list, filter or order.</exception>
    public T? Read<T>(string? cursor)
        where T : class
    {
        if (cursor is null)
            return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (
                bytes.Length > HashBytes
                && bytes.AsSpan(0, HashBytes).SequenceEqual(hash)
                && JsonSerializer.Deserialize<T>(bytes.AsSpan(HashBytes)) is { } position
            )
                return position;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // Said below, like any other cursor that is not ours.
        }
        throw CrmException.Invalid("cursor", "It is not a cursor of this list with this filter and sort order. Start with the first page.");
    }

    /// <summary>Refuses a page size out of bounds.</summary>
    public static int Size(PageRequest page) =>
        page.Size is >= 1 and <= 200 ? page.Size : throw CrmException.Invalid("size", $"A page has 1 to 200 rows, but {page.Size} were requested.");

    /// <summary>The page of rows that were read one more than asked for.</summary>
    public Page<T> Page<T, TPosition>(List<T> rows, int size, Func<T, TPosition> position)
    {
        if (rows.Count <= size)
            return new Page<T>(rows, null);
        rows.RemoveRange(size, rows.Count - size);
        return new Page<T>(rows, After(position(rows[^1])));
    }
}
