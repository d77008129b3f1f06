using System.Globalization;

namespace Crm.Import;

/// <summary>How a file writes numbers. What can be read in two ways is refused unless the mapping says how. Immutable.</summary>
internal sealed class NumberForm
{
    private static readonly string[] DecimalSigns = [".", ","];
    private static readonly string[] ThousandsSigns = [".", ",", " ", "'", "_"];
    private readonly string decimalSign;
    private readonly string? thousandsSign;
    private readonly bool isDeclared;

    private NumberForm(string? decimals, string? thousands)
    {
        isDeclared = (decimals ?? thousands) is not null;
        decimalSign = decimals ?? (thousands == "." ? "," : ".");
        thousandsSign = thousands;
    }

    /// <summary>The form that a mapping declares, or what is wrong with it.</summary>
    public static (NumberForm? Form, Problem? WhyNot) Read(ImportMapping mapping)
    {
        if (mapping.DecimalSign is { } sign && !DecimalSigns.Contains(sign))
            return (null, new Problem("decimal", $"The decimal separator must be a point or a comma, was '{Problems.Shown(sign)}'."));
        if (mapping.ThousandsSign is { } between && !ThousandsSigns.Contains(between))
            return (null, new Problem("thousands", $"The thousands separator must be one of . , ' _ or a space in quotes, was '{Problems.Shown(between)}'."));
        return mapping.DecimalSign is { } same && same == mapping.ThousandsSign
            ? (null, new Problem("thousands", "It must differ from the decimal separator."))
            : (new NumberForm(mapping.DecimalSign, mapping.ThousandsSign), null);
    }

    /// <summary>A number of the file.</summary>
    /// <exception cref="CrmException">Invalid: it cannot be read for certain.</exception>
    public decimal Number(string field, string value)
    {
        if (!isDeclared && NumberText.IsAmbiguous(value))
            throw CrmException.Invalid(
                field,
                $"'{value}' could mean thousands or decimals; declare 'decimal:' and 'thousands:' in the mapping, such as decimal: ',' and thousands: '.'."
            );
        var text = value.Replace('\u2019', '\'').Replace('\u2212', '-');
        var whole = text.Split(decimalSign, 2);
        if (thousandsSign is not null && AreThousands(whole[0]))
            whole[0] = whole[0].Replace(thousandsSign, "", StringComparison.Ordinal);
        // The sign that is no decimal sign here must not be read as one.
        return
            Array.TrueForAll(whole, part => !part.Contains('.', StringComparison.Ordinal) && !part.Contains(',', StringComparison.Ordinal))
            && decimal.TryParse(
                string.Join('.', whole),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : throw CrmException.Invalid(field, WhyNot(value));
    }

    /// <summary>Groups of three; of two before the last one, as in India.</summary>
    private bool AreThousands(string text)
    {
        var groups = text.TrimStart('-', '+').Split(thousandsSign);
        return groups[0].Length is >= 1 and <= 3 && groups[^1].Length == 3 && groups[1..].All(group => group.Length is 2 or 3 && group.All(char.IsAsciiDigit));
    }

    private string WhyNot(string value) =>
        NumberText.WhySpreadsheet(value) is { } shortened && NumberText.IsShortened(value)
            ? shortened
            : $"'{value}' is not a number{(isDeclared ? " in the form that the mapping declares" : " such as 1250.50")}; the mapping can declare 'decimal:' and 'thousands:', and the cell must not contain a currency or other text.";
}
