using System.Globalization;
using System.Net;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Crm.Sequences.Templates;

/// <summary>The filters that templates may use; written here, because the library's own reach the clock, regular expressions and texts without limit.</summary>
internal static class LiquidFilters
{
    /// <summary>Names of all filters, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; }

    /// <summary>The filters and the words <c>empty</c> and <c>blank</c>; read only, shared by all renders.</summary>
    public static ScriptObject All { get; } = [];

    static LiquidFilters()
    {
        Filter[] filters =
        [
            new("default", 1, 1, (_, values) => values[0] is null or "" or false ? values[1] : values[0]) { TakesNothing = true },
            Of("upcase", text => text.ToUpperInvariant()),
            Of("downcase", text => text.ToLowerInvariant()),
            Of("capitalize", text => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..]),
            Of("strip", text => text.Trim()),
            Of("lstrip", text => text.TrimStart()),
            Of("rstrip", text => text.TrimEnd()),
            Of("strip_newlines", text => text.ReplaceLineEndings("")),
            Of("url_encode", Uri.EscapeDataString),
            new("escape", 0, 0, (context, values) => context.IsHtml ? Text(values[0]!) : WebUtility.HtmlEncode(Text(values[0]!))),
            new("append", 1, 1, (_, values) => Text(values[0]!) + Text(values[1]!)),
            new("prepend", 1, 1, (_, values) => Text(values[1]!) + Text(values[0]!)),
            new("remove", 1, 1, (_, values) => Replace(values, "")),
            new("replace", 2, 2, (_, values) => Replace(values, Text(values[2]!))),
            new("truncate", 1, 2, (_, values) => Truncate(Text(values[0]!), Whole(values[1]!), values[2] is { } end ? Text(end) : "...")),
            new("size", 0, 0, (_, values) => (long)Text(values[0]!).Length),
            new(
                "first_word",
                0,
                0,
                (_, values) => Text(values[0]!).Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ),
            new("plus", 1, 1, (_, values) => Number(values[0]!) + Number(values[1]!)),
            new("minus", 1, 1, (_, values) => Number(values[0]!) - Number(values[1]!)),
            new("times", 1, 1, (_, values) => Number(values[0]!) * Number(values[1]!)),
            new("divided_by", 1, 1, (_, values) => Number(values[0]!) / Number(values[1]!)),
            new(
                "round",
                0,
                1,
                (_, values) => Math.Round(Number(values[0]!), values[1] is { } digits ? Math.Clamp(Whole(digits), 0, 10) : 0, MidpointRounding.AwayFromZero)
            ),
            new("date", 1, 1, (_, values) => LiquidDate.Format(Text(values[0]!), Text(values[1]!))),
        ];
        foreach (var filter in filters)
            All.SetValue(filter.Name, filter, readOnly: true);
        All.SetValue("empty", EmptyScriptObject.Default, readOnly: true);
        All.SetValue("blank", EmptyScriptObject.Default, readOnly: true);
        All.IsReadOnly = true;
        Names = [.. filters.Select(filter => filter.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>A scalar as text in the invariant culture.</summary>
    /// <exception cref="TemplateException">The value is none.</exception>
    public static string Text(object value) =>
        value switch
        {
            string text => text,
            StringBuilderOutput captured => captured.ToString(),
            bool yes => yes ? "true" : "false",
            decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            int or long or double or float or System.Numerics.BigInteger => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => throw new TemplateException("a list or a whole record cannot be shown as text; name one of its fields."),
        };

    private static Filter Of(string name, Func<string, string> change) => new(name, 0, 0, (_, values) => change(Text(values[0]!)));

    private static string Replace(object?[] values, string by) =>
        Text(values[1]!) is { Length: > 0 } what ? Bounded(Text(values[0]!), what, by) : throw new TemplateException("the text to replace is empty.");

    private static string Bounded(string text, string what, string by) =>
        (long)text.Length / what.Length * Math.Max(0, by.Length - what.Length) + text.Length <= RenderContext.LongestOutput
            ? text.Replace(what, by, StringComparison.Ordinal)
            : throw new TemplateException("the text grows too long when replaced.");

    private static string Truncate(string text, int length, string end) =>
        length < 0 ? throw new TemplateException($"a length is 0 or more, was {length}.")
        : text.Length <= length ? text
        : string.Concat(text.AsSpan(0, Math.Max(0, length - end.Length)), end);

    private static int Whole(object value) => (int)Math.Clamp(Math.Truncate(Number(value)), -1_000_000, 1_000_000);

    private static decimal Number(object value) =>
        decimal.TryParse(Text(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TemplateException("a number is expected.");

    /// <summary>One filter; without input there is no output, and the tag counts as without value.</summary>
    private sealed class Filter(string name, int required, int most, Func<RenderContext, object?[], object?> change) : IScriptCustomFunction
    {
        public string Name { get; } = name;

        /// <summary>Whether it is asked also where there is no input.</summary>
        public bool TakesNothing { get; init; }

        public int RequiredParameterCount => required + 1;

        public int ParameterCount => most + 1;

        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

        public Type ReturnType => typeof(object);

        public ScriptParameterInfo GetParameterInfo(int index) =>
            index <= required ? new ScriptParameterInfo(typeof(object), "value" + index) : new ScriptParameterInfo(typeof(object), "value" + index, null!);

        public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
        {
            var values = new object?[most + 1];
            for (var index = 0; index < arguments.Count && index < values.Length; index++)
                values[index] = arguments[index];
            if (arguments.Count < RequiredParameterCount || arguments.Count > ParameterCount)
                throw new TemplateException($"the filter {Name} takes {required} to {most} values, was given {arguments.Count - 1}.");
            if (!TakesNothing && values.Take(required + 1).Contains(null))
                return null;
            var render = (RenderContext)context;
            try
            {
                var result = change(render, values);
                if (result is string text)
                {
                    render.Spend(text.Length);
                    if (text.Length > RenderContext.LongestOutput)
                        throw new TemplateException($"the filter {Name} makes a text of more than {RenderContext.LongestOutput / 1024} kB.");
                }
                return result;
            }
            catch (ArithmeticException exception)
            {
                throw new TemplateException($"the filter {Name} cannot calculate this: {exception.Message}");
            }
        }

        public ValueTask<object?> InvokeAsync(
            TemplateContext context,
            ScriptNode? callerContext,
            ScriptArray arguments,
            ScriptBlockStatement? blockStatement
        ) => ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));
    }
}
