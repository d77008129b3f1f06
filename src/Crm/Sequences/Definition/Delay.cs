using System.Globalization;
using System.Text.Json.Serialization;
using Crm.Sequences.Definition;

namespace Crm.Sequences;

/// <summary>How long after the previous step a step is due. The default is no delay. Written as <c>2 business days</c>, <c>30 minutes</c>, <c>1 day</c>, <c>0</c>.</summary>
/// <remarks>Not a <see cref="TimeSpan"/>: a day of the local calendar may last 23 or 25 hours.</remarks>
[JsonConverter(typeof(DelayJsonConverter))]
public readonly record struct Delay
{
    /// <summary>No delay is longer than this many days, of either kind; hours and minutes accordingly.</summary>
    public const int LongestDays = 365;

    /// <summary>Makes a delay.</summary>
    /// <param name="amount">At least 0, at most a year: 525600 minutes, 8760 hours, 365 days or business days.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is outside its range, or there is no such unit.</exception>
    public Delay(int amount, DelayUnit unit)
    {
        if (!Enum.IsDefined(unit))
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit is unknown.");
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Longest(unit));
        Amount = amount;
        Unit = amount == 0 && unit != DelayUnit.BusinessDays ? DelayUnit.Minutes : unit;
    }

    /// <summary>No delay: due at once.</summary>
    public static Delay None { get; }

    /// <summary>How many; 0 or more.</summary>
    public int Amount { get; }

    /// <summary>What is counted. Nothing is always 0 minutes, except 0 business days, which moves off a weekend or holiday.</summary>
    public DelayUnit Unit { get; }

    /// <summary>Reads a delay.</summary>
    /// <param name="text">Such as <c>2 business days</c>, <c>30 minutes</c>, <c>1 day</c>, <c>0</c>; case and extra spaces do not matter.</param>
    /// <exception cref="CrmException">Invalid: the text is no delay, or outside its range.</exception>
    public static Delay Parse(string text) => TryParse(text, out var delay, out var problem) ? delay : throw CrmException.Invalid("delay", problem);

    /// <summary>Reads a delay.</summary>
    /// <param name="text">The text; null is no delay that could be read.</param>
    /// <param name="delay">The delay read, or <see cref="None"/>.</param>
    /// <param name="problem">What is wrong and what is allowed; empty where nothing is.</param>
    public static bool TryParse(string? text, out Delay delay, out string problem)
    {
        (delay, problem) = (None, "");
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is ["0"])
            return true;
        var unit = words is [_, ..] ? UnitOf(string.Join(' ', words[1..])) : null;
        if (unit is not { } known || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            problem = $"must be a number and minutes, hours, days or business days, such as '2 business days', or 0; was '{Shortened(text)}'.";
            return false;
        }
        if (amount > Longest(known))
        {
            problem = $"must be 0 to {Longest(known)} {Name(known, 2)}, was {amount}.";
            return false;
        }
        delay = new Delay((int)amount, known);
        return true;
    }

    /// <summary>The form that <see cref="Parse(string)"/> reads: <c>2 business days</c>, <c>1 hour</c>, <c>0</c>.</summary>
    public override string ToString() => this == None ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Amount} {Name(Unit, Amount)}");

    private static int Longest(DelayUnit unit) =>
        unit switch
        {
            DelayUnit.Minutes => LongestDays * 24 * 60,
            DelayUnit.Hours => LongestDays * 24,
            _ => LongestDays,
        };

    private static DelayUnit? UnitOf(string words) =>
        words.ToLowerInvariant() switch
        {
            "minute" or "minutes" => DelayUnit.Minutes,
            "hour" or "hours" => DelayUnit.Hours,
            "day" or "days" => DelayUnit.Days,
            "business day" or "business days" => DelayUnit.BusinessDays,
            _ => null,
        };

    private static string Name(DelayUnit unit, int amount) =>
        unit switch
        {
            DelayUnit.Minutes => "minute",
            DelayUnit.Hours => "hour",
            DelayUnit.Days => "day",
            _ => "business day",
        } + (amount == 1 ? "" : "s");

    private static string Shortened(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";
}
