using System.Text.Json;
using Crm.Plugins;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.EntityFrameworkCore;

/// <summary>Stores a list as a JSON array.</summary>
internal sealed class ListConverter<T>() : ValueConverter<IReadOnlyList<T>, string>(list => ListConverter<T>.Write(list), json => ListConverter<T>.Read(json))
{
    private static string Write(IReadOnlyList<T> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize(list, ContractJson.Options);

    private static IReadOnlyList<T> Read(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<IReadOnlyList<T>>(json, ContractJson.Options) ?? [];
}

/// <summary>Rows are immutable and never tracked: the same list is the same value.</summary>
internal sealed class ListComparer<T>()
    : ValueComparer<IReadOnlyList<T>>((left, right) => ReferenceEquals(left, right), list => list.GetHashCode(), list => list);
