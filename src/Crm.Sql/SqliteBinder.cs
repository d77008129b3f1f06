using System.Buffers;
using System.Globalization;
using System.Text;
using Crm.Stores;
using SQLitePCL;

namespace Crm.Sql;

/// <summary>Binds a column's values to a prepared statement by their own types: a step writes more than a hundred of them, and boxing each and looking its name up takes longer than the insert.</summary>
internal abstract class SqliteBinder
{
    /// <summary>Binds the value that a row has.</summary>
    public abstract void Bind(sqlite3_stmt statement, int index, IRow row);

    /// <summary>The binder of a column.</summary>
    /// <exception cref="NotSupportedException">Its type of value has no form in SQLite.</exception>
    public static SqliteBinder Of(SqlColumn column) =>
        column switch
        {
            SqlColumn<string> text => new Binder<string?>(text.Value, Text),
            SqlColumn<long> number => new Binder<long>(number.Value, Number),
            SqlColumn<long?> number => new Binder<long?>(number.Value, Number),
            SqlColumn<int> number => new Binder<int>(number.Value, static (statement, index, value) => Number(statement, index, value)),
            SqlColumn<int?> number => new Binder<int?>(number.Value, static (statement, index, value) => Number(statement, index, value)),
            SqlColumn<bool> flag => new Binder<bool>(flag.Value, static (statement, index, value) => Number(statement, index, value ? 1 : 0)),
            SqlColumn<DateOnly?> day => new Binder<DateOnly?>(
                day.Value,
                static (statement, index, value) => Text(statement, index, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            ),
            _ => throw new NotSupportedException(
                $"Column {column.Name} is of a type that SQLite's writer does not know: {column.GetType().GenericTypeArguments[0].Name}."
            ),
        };

    private static int Number(sqlite3_stmt statement, int index, long value) => raw.sqlite3_bind_int64(statement, index, value);

    private static int Number(sqlite3_stmt statement, int index, long? value) =>
        value is { } number ? raw.sqlite3_bind_int64(statement, index, number) : raw.sqlite3_bind_null(statement, index);

    private static int Text(sqlite3_stmt statement, int index, string? value)
    {
        if (value is null)
            return raw.sqlite3_bind_null(statement, index);
        if (value.Length == 0)
            return raw.sqlite3_bind_text(statement, index, ""); // of an empty span SQLite would see no address, and take it for null
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= 1024)
        {
            Span<byte> bytes = stackalloc byte[1024];
            return raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        }
        var rented = ArrayPool<byte>.Shared.Rent(most);
        var result = raw.sqlite3_bind_text(statement, index, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private sealed class Binder<T>(Func<IRow, T> read, Func<sqlite3_stmt, int, T, int> bind) : SqliteBinder
    {
        public override void Bind(sqlite3_stmt statement, int index, IRow row)
        {
            var result = bind(statement, index, read(row));
            if (result != raw.SQLITE_OK)
                throw new Microsoft.Data.Sqlite.SqliteException($"A value cannot be bound: {raw.sqlite3_errstr(result).utf8_to_string()}.", result);
        }
    }
}
