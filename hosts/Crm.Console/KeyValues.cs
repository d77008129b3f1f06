namespace Crm;

/// <summary>Options of the form <c>key=value</c>.</summary>
internal static class KeyValues
{
    /// <summary>Takes them apart at the first equals sign; an empty value is null.</summary>
    /// <exception cref="CrmException">Invalid: one has no equals sign or no key, or a key comes twice.</exception>
    public static IReadOnlyDictionary<string, string?> Parse(string option, IEnumerable<string> given)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in given)
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
                throw CrmException.Invalid(option, $"It must be key=value, was '{(sign < 0 ? pair : "=…")}'.");
            var value = pair[(sign + 1)..];
            if (!values.TryAdd(pair[..sign].Trim(), value.Length == 0 ? null : value))
                throw CrmException.Invalid(option, $"The key '{pair[..sign].Trim()}' is given twice.");
        }
        return values;
    }
}
