using System.Globalization;
using Crm.Records;
using Crm.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Web.Pages;

/// <summary>How pages write days, times, amounts and types. English, whatever the machine's culture.</summary>
internal static class Formats
{
    private static readonly LocalDatePattern ThisYear = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM");
    private static readonly LocalDatePattern AnyYear = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM uuuu");
    private static readonly LocalDatePattern ShortDay = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The heading of a day: <c>Today</c>, <c>Yesterday</c>, <c>Monday, 2 March</c>.</summary>
    public static string Heading(LocalDate day, LocalDate today) =>
        day == today ? "Today"
        : day == today.PlusDays(-1) ? "Yesterday"
        : day == today.PlusDays(1) ? "Tomorrow"
        : (day.Year == today.Year ? ThisYear : AnyYear).Format(day);

    /// <summary>A day in a line: <c>2 Mar 2026</c>.</summary>
    public static string Day(LocalDate day) => ShortDay.Format(day);

    /// <inheritdoc cref="Day(LocalDate)"/>
    public static string Day(DateOnly day) => Day(LocalDate.FromDateOnly(day));

    /// <summary>A time of day: <c>09:05</c>.</summary>
    public static string Time(LocalTime time) => Clock.Format(time);

    /// <summary>A duration: <c>45 s</c>, <c>12 min</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(int seconds) =>
        seconds < 60 ? $"{seconds} s"
        : seconds < 3_600 ? $"{seconds / 60} min"
        : seconds % 3_600 < 60 ? $"{seconds / 3_600} h"
        : $"{seconds / 3_600} h {seconds % 3_600 / 60} min";

    /// <summary>A field that holds a day; null where it is empty.</summary>
    public static string? Day(RecordView record, string field) => record.Fields.GetValueOrDefault(field) is FieldValue.Date day ? Day(day.Value) : null;

    /// <summary>A deal's amount: <c>12,500 EUR</c>; null where there is none.</summary>
    public static string? Amount(RecordView deal)
    {
        if (deal.Fields.GetValueOrDefault("amount") is not FieldValue.Number { Value: var amount } || deal.Text("currency") is not { } currency)
            return null;
        var format = amount == decimal.Truncate(amount) ? "N0" : $"N{Currencies.DecimalPlaces(currency)}";
        return $"{amount.ToString(format, CultureInfo.InvariantCulture)} {currency}";
    }

    /// <summary>A type of record in addresses: <c>company</c>.</summary>
    public static string Path(RecordType type) =>
        type switch
        {
            RecordType.Lead => "lead",
            RecordType.Contact => "contact",
            RecordType.Company => "company",
            _ => "deal",
        };

    /// <summary>A type of record as a heading: <c>Companies</c>.</summary>
    public static string Plural(RecordType type) =>
        type switch
        {
            RecordType.Lead => "Leads",
            RecordType.Contact => "Contacts",
            RecordType.Company => "Companies",
            _ => "Deals",
        };

    /// <summary>A field's key as a label: <c>linked_in</c> is <c>Linked in</c>.</summary>
    public static string Label(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('_', ' ');
}
