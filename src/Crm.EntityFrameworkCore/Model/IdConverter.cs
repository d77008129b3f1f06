using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.EntityFrameworkCore;

/// <summary>Stores an id type as <c>uuid</c>.</summary>
internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(Ids.ToGuid<TId>(), Ids.FromGuid<TId>());

/// <summary>Stores an id type as lower-case text, which sorts like PostgreSQL's <c>uuid</c>.</summary>
internal sealed class IdTextConverter<TId>() : ValueConverter<TId, string>(Ids.ToText<TId>(), Ids.FromText<TId>());

/// <summary>Stores a plain <see cref="Guid"/> as lower-case text.</summary>
internal sealed class GuidTextConverter() : ValueConverter<Guid, string>(value => value.ToString(), text => Guid.Parse(text));

/// <summary>Stores a time as microseconds since 1970 in UTC; what is finer is cut off, as PostgreSQL does.</summary>
internal sealed class MicrosecondConverter()
    : ValueConverter<DateTimeOffset, long>(
        time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        stored => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond)
    );

/// <summary>Stores a time as <c>timestamptz</c>, which Npgsql takes with offset zero only.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), stored => stored);

/// <summary>Conversions of any <c>readonly record struct XId(Guid Value)</c>.</summary>
internal static class Ids
{
    /// <summary>Whether a type is such an id.</summary>
    public static bool IsId(Type type) =>
        type.IsValueType
        && type.Name.EndsWith("Id", StringComparison.Ordinal)
        && type.GetConstructor([typeof(Guid)]) is not null
        && type.GetProperty("Value") is not null;

    /// <summary>The id's value.</summary>
    public static Expression<Func<TId, Guid>> ToGuid<TId>()
    {
        var id = Expression.Parameter(typeof(TId), "id");
        return Expression.Lambda<Func<TId, Guid>>(Expression.Property(id, "Value"), id);
    }

    /// <summary>An id of a value.</summary>
    public static Expression<Func<Guid, TId>> FromGuid<TId>()
    {
        var value = Expression.Parameter(typeof(Guid), "value");
        return Expression.Lambda<Func<Guid, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, value), value);
    }

    /// <summary>The id's value as text.</summary>
    public static Expression<Func<TId, string>> ToText<TId>()
    {
        var id = Expression.Parameter(typeof(TId), "id");
        var text = Expression.Call(Expression.Property(id, "Value"), typeof(Guid).GetMethod(nameof(Guid.ToString), Type.EmptyTypes)!);
        return Expression.Lambda<Func<TId, string>>(text, id);
    }

    /// <summary>An id of a text.</summary>
    public static Expression<Func<string, TId>> FromText<TId>()
    {
        var text = Expression.Parameter(typeof(string), "text");
        var value = Expression.Call(typeof(Guid).GetMethod(nameof(Guid.Parse), [typeof(string)])!, text);
        return Expression.Lambda<Func<string, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, value), text);
    }
}
