using System.Globalization;
using Scriban.Runtime;

namespace Crm.Sequences.Templates;

/// <summary>What a template can reach: nested dictionaries of text, numbers and booleans; nothing of the host. Immutable; one serves all templates of a step.</summary>
internal sealed class TemplateModel
{
    /// <summary>The names that a tag may begin with.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["record", "contact", "company", "deal", "sender"];

    private TemplateModel(ScriptObject root) => Root = root;

    internal ScriptObject Root { get; }

    /// <summary>Builds the model from snapshots; empty fields are left out, so that their tags count as without value.</summary>
    /// <param name="record">The enrolled record.</param>
    /// <param name="contact">The person addressed, or null.</param>
    /// <param name="company">The company, or null.</param>
    /// <param name="deal">The deal, or null.</param>
    /// <param name="sender">The sender's fields, such as <c>name</c> and <c>email</c>; empty for none.</param>
    public static TemplateModel From(
        RecordSnapshot record,
        RecordSnapshot? contact = null,
        RecordSnapshot? company = null,
        RecordSnapshot? deal = null,
        IReadOnlyDictionary<string, object>? sender = null
    )
    {
        var root = new ScriptObject(Roots.Count);
        foreach (var (key, snapshot) in new[] { ("record", record), ("contact", contact), ("company", company), ("deal", deal) })
        {
            if (snapshot is not null)
                root.SetValue(key, Part(snapshot.Fields, snapshot.Name), readOnly: true);
        }
        if (sender is not null)
            root.SetValue("sender", Part(sender, name: null), readOnly: true);
        root.IsReadOnly = true;
        return new TemplateModel(root);
    }

    private static ScriptObject Part(IReadOnlyDictionary<string, object> fields, string? name)
    {
        var part = new ScriptObject(fields.Count + 1, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrWhiteSpace(name))
            part["name"] = name;
        foreach (var (key, value) in fields)
        {
            if (Scalar(value) is { } scalar)
                part[key] = scalar;
        }
        part.IsReadOnly = true;
        return part;
    }

    private static object? Scalar(object? value) =>
        value switch
        {
            null => null,
            string text => string.IsNullOrWhiteSpace(text) ? null : text,
            bool => value,
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            decimal or double or float => value,
            DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            Money money => string.Create(CultureInfo.InvariantCulture, $"{money.MinorUnits} {money.Currency}"),
            // Only text crosses over: a host's object in the model would put its members in reach of a template.
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
