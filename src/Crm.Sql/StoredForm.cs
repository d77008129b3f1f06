using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Crm.Plugins;
using Crm.Tenancy;

namespace Crm.Sql;

/// <summary>How a type of value is stored, whatever row it stands in.</summary>
/// <param name="Stored">The provider's type.</param>
/// <param name="StoreType">The database's type.</param>
/// <param name="To">From the value to what is stored, as an expression that mappers translate or compile; null where both are the same.</param>
/// <param name="From">The way back; null where both are the same.</param>
internal sealed record StoredForm(Type Stored, string StoreType, LambdaExpression? To, LambdaExpression? From)
{
    private static readonly ConcurrentDictionary<(Type, SqlDialect), Func<object, object>> Writers = new();

    /// <summary>The form of a type of value, without its null.</summary>
    /// <param name="model">The type in the row.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="isJson">Whether the column holds JSON.</param>
    public static StoredForm Of(Type model, SqlDialect dialect, bool isJson = false)
    {
        var text = isJson && !dialect.IsSqlite ? "jsonb" : "text";
        if (IsId(model))
            return OfId(model, dialect);
        if (model == typeof(Guid))
            return dialect.IsSqlite
                ? OfText((Guid id) => id.ToString(), (string stored) => Guid.Parse(stored))
                : new StoredForm(typeof(Guid), "uuid", null, null);
        if (model == typeof(DateTimeOffset))
            return dialect.IsSqlite
                ? new StoredForm(typeof(long), "integer", (DateTimeOffset time) => ToMicroseconds(time), (long stored) => FromMicroseconds(stored))
                : new StoredForm(model, "timestamptz", (DateTimeOffset time) => time.ToUniversalTime(), (DateTimeOffset stored) => stored);
        if (model.IsAssignableTo(typeof(Actor)))
            return OfText((Actor actor) => actor.ToString(), (string stored) => ActorOf(stored));
        if (model.IsEnum)
            return OfGeneric(nameof(OfEnum), model);
        if (model.IsGenericType && model.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return OfGeneric(nameof(OfList), model.GenericTypeArguments[0]) with { StoreType = text };
        if (model == typeof(string))
            return new StoredForm(model, text, null, null);
        if (model == typeof(DateOnly))
            return new StoredForm(model, dialect.IsSqlite ? "text" : "date", null, null);
        if (model == typeof(int) || model == typeof(long) || model == typeof(bool))
            return new StoredForm(
                model,
                dialect.IsSqlite || model == typeof(int) ? "integer"
                    : model == typeof(long) ? "bigint"
                    : "boolean",
                null,
                null
            );
        throw new NotSupportedException($"Values of type {model.Name} have no stored form.");
    }

    /// <summary>A value as it is stored, for a parameter.</summary>
    public static object Write(object value, SqlDialect dialect) =>
        Writers.GetOrAdd(
            (value.GetType(), dialect),
            static key =>
            {
                if (Of(key.Item1, key.Item2).To is not { } to)
                    return value => value;
                var value = Expression.Parameter(typeof(object), "value");
                var stored = Expression.Convert(Expression.Invoke(to, Expression.Convert(value, key.Item1)), typeof(object));
                return Expression.Lambda<Func<object, object>>(stored, value).Compile();
            }
        )(value);

    /// <summary>A time as SQLite has it: microseconds since 1970 in UTC; what is finer is cut off, as PostgreSQL does.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The way back from <see cref="ToMicroseconds"/>.</summary>
    public static DateTimeOffset FromMicroseconds(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether a type is a <c>readonly record struct XId(Guid Value)</c>.</summary>
    private static bool IsId(Type type) =>
        type.IsValueType
        && type.Name.EndsWith("Id", StringComparison.Ordinal)
        && type.GetConstructor([typeof(Guid)]) is not null
        && type.GetProperty("Value") is not null;

    /// <summary>On SQLite lower-case text, which sorts like PostgreSQL's <c>uuid</c>.</summary>
    private static StoredForm OfId(Type model, SqlDialect dialect)
    {
        var id = Expression.Parameter(model, "id");
        Expression value = Expression.Property(id, "Value");
        var stored = Expression.Parameter(dialect.IsSqlite ? typeof(string) : typeof(Guid), "stored");
        Expression back = stored;
        if (dialect.IsSqlite)
        {
            value = Expression.Call(value, typeof(Guid).GetMethod(nameof(Guid.ToString), Type.EmptyTypes)!);
            back = Expression.Call(typeof(Guid).GetMethod(nameof(Guid.Parse), [typeof(string)])!, stored);
        }
        return new StoredForm(
            stored.Type,
            dialect.IsSqlite ? "text" : "uuid",
            Expression.Lambda(value, id),
            Expression.Lambda(Expression.New(model.GetConstructor([typeof(Guid)])!, back), stored)
        );
    }

    /// <summary>Version 0.1 could write a free text as an author: it stays readable, as the name of a part of the host.</summary>
    private static Actor ActorOf(string stored) => Actor.TryParse(stored, out var actor) ? actor : Actor.System(stored.Length > 0 ? stored : "unknown");

    private static StoredForm OfText<T>(Expression<Func<T, string>> to, Expression<Func<string, T>> from) => new(typeof(string), "text", to, from);

    private static StoredForm OfEnum<T>()
        where T : struct, Enum => OfText<T>(value => EnumText<T>.Write(value), stored => EnumText<T>.Read(stored));

    private static StoredForm OfList<T>() => OfText<IReadOnlyList<T>>(list => WriteList(list), stored => ReadList<T>(stored));

    private static StoredForm OfGeneric(string method, Type type) =>
        (StoredForm)typeof(StoredForm).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [])!;

    private static string WriteList<T>(IReadOnlyList<T> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize(list, ContractJson.Options);

    private static IReadOnlyList<T> ReadList<T>(string stored) =>
        stored == "[]" ? [] : JsonSerializer.Deserialize<IReadOnlyList<T>>(stored, ContractJson.Options) ?? [];
}
