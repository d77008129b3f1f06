using System.Globalization;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Values;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Crm.Components;

/// <summary>Writes days, times, amounts and types in the reader's language.</summary>
internal sealed class Formats(IStringLocalizer<Texts> texts)
{
    /// <summary>The heading of a day: <c>Today</c>, <c>Yesterday</c>, <c>Monday, 2 March</c>.</summary>
    public string Heading(LocalDate day, LocalDate today) =>
        day == today ? texts["Today"]
        : day == today.PlusDays(-1) ? texts["Yesterday"]
        : day == today.PlusDays(1) ? texts["Tomorrow"]
        : Written(day, day.Year == today.Year ? texts["dddd, d MMMM"] : texts["dddd, d MMMM uuuu"]);

    /// <summary>A day in a line: <c>2 Mar 2026</c>.</summary>
    public string Day(LocalDate day) => Written(day, texts["d MMM uuuu"]);

    /// <inheritdoc cref="Day(LocalDate)"/>
    public string Day(DateOnly day) => Day(LocalDate.FromDateOnly(day));

    /// <summary>A time of day: <c>09:05</c>.</summary>
    public static string Time(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);

    /// <summary>A moment in a line: <c>2 Mar 2026, 09:05</c>.</summary>
    public string Moment(ZonedDateTime moment) => $"{Day(moment.Date)}, {Time(moment.TimeOfDay)}";

    /// <summary>A duration: <c>45 s</c>, <c>12 min</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(int seconds) =>
        seconds < 60 ? $"{seconds} s"
        : seconds < 3_600 ? $"{seconds / 60} min"
        : seconds % 3_600 < 60 ? $"{seconds / 3_600} h"
        : $"{seconds / 3_600} h {seconds % 3_600 / 60} min";

    /// <summary>An amount of money: <c>12,500 EUR</c>.</summary>
    public static string Amount(decimal amount, string currency)
    {
        var format = amount == decimal.Truncate(amount) ? "N0" : $"N{Currencies.DecimalPlaces(currency)}";
        return $"{amount.ToString(format, CultureInfo.CurrentCulture)} {currency}";
    }

    /// <inheritdoc cref="Amount(decimal, string)"/>
    public static string Amount(Money money) => Amount(Currencies.ToAmount(money.MinorUnits, money.Currency), money.Currency);

    /// <summary>A deal's amount; null where there is none.</summary>
    public static string? Amount(RecordView deal) =>
        deal.Fields.GetValueOrDefault("amount") is FieldValue.Number { Value: var amount } && deal.Text("currency") is { } currency
            ? Amount(amount, currency)
            : null;

    /// <summary>A field's value as people read it; null where it is empty.</summary>
    public string? Value(FieldValue? value) =>
        value switch
        {
            null or FieldValue.Text { Value: "" } => null,
            FieldValue.Date date => Day(date.Value),
            FieldValue.Boolean boolean => boolean.Value ? texts["Yes"] : texts["No"],
            FieldValue.Number number => number.Value.ToString(CultureInfo.CurrentCulture),
            _ => value.ToString(),
        };

    /// <summary>A value as an entry keeps it: a day is written as people write it, anything else as it is; null where it is empty.</summary>
    public string? Stored(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? Day(day) : text;

    /// <summary>A country by its code, in the reader's language; null where it is empty.</summary>
    public static string? Country(string code)
    {
        if (code.Length == 0)
            return null;
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            // This machine does not know it.
            return code;
        }
    }

    /// <summary>A type of record: <c>Company</c>.</summary>
    public string Word(RecordType type) =>
        type switch
        {
            RecordType.Lead => texts["Lead"],
            RecordType.Contact => texts["Contact"],
            RecordType.Company => texts["Company"],
            _ => texts["Deal"],
        };

    /// <summary>A type of record as a heading: <c>Companies</c>.</summary>
    public string Plural(RecordType type) =>
        type switch
        {
            RecordType.Lead => texts["Leads"],
            RecordType.Contact => texts["Contacts"],
            RecordType.Company => texts["Companies"],
            _ => texts["Deals"],
        };

    /// <summary>Where an enrollment stands.</summary>
    public string Word(EnrollmentState state) => texts[state.ToString()];

    /// <summary>What came of a step.</summary>
    public string Word(StepExecutionState state) =>
        state switch
        {
            StepExecutionState.Deciding => texts["Being decided"],
            StepExecutionState.RetryAt => texts["To be tried again"],
            _ => texts[state.ToString()],
        };

    /// <summary>Where a message stands.</summary>
    public string Word(MessageState state) => texts[state.ToString()];

    /// <summary>Why an enrollment is over.</summary>
    public string Word(FinishReason reason) => reason == FinishReason.Completed ? texts["All steps done"] : texts[Words($"{reason}")];

    /// <summary>Whether somebody takes part.</summary>
    public string Word(AttendeeState state) => texts[state.ToString()];

    /// <summary>A lead's status.</summary>
    public string Status(string status) => texts[Label(status)];

    /// <summary>A standard field's label; of a custom one the label that the tenant gave it stands with it.</summary>
    public string Field(string key) =>
        key switch
        {
            "owner" => texts["Owner"],
            "zone" => texts["Time zone"],
            "country" => texts["Country"],
            "email" => texts["Email"],
            "phone" => texts["Phone"],
            "name" => texts["Name"],
            "first_name" => texts["First name"],
            "last_name" => texts["Last name"],
            "title" => texts["Job title"],
            "company" => texts["Company"],
            "contact" => texts["Contact"],
            "source" => texts["Source"],
            "status" => texts["Status"],
            "parent" => texts["Part of"],
            "domain" => texts["Domain"],
            "industry" => texts["Industry"],
            "pipeline" => texts["Pipeline"],
            "stage" => texts["Stage"],
            "currency" => texts["Currency"],
            "amount" => texts["Amount"],
            "expected_close" => texts["Expected close"],
            "closed_on" => texts["Closed on"],
            "loss_reason" => texts["Lost because"],
            _ => Label(key),
        };

    /// <summary>A standard field's label, or the label that a custom field has.</summary>
    public string FieldOr(string key, string label) =>
        Field(key) is var known && known == Label(key) && !known.Equals(label, StringComparison.OrdinalIgnoreCase) ? label : known;

    /// <summary>A key as a label: <c>linked_in</c> is <c>Linked in</c>.</summary>
    public static string Label(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('_', ' ');

    /// <summary>A label inside a sentence: small, save in German, which writes its nouns large.</summary>
    public static string Inside(string label) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? label : label.ToLower(CultureInfo.CurrentUICulture);

    /// <summary>A member of JSON as a label: <c>accountUrl</c> is <c>Account url</c>.</summary>
    public static string Words(string name) =>
        Label(
            string.Concat(
                name.Select((letter, at) => at > 0 && char.IsUpper(letter) && !char.IsUpper(name[at - 1]) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")
            )
        );

    private static string Written(LocalDate day, string pattern) => LocalDatePattern.Create(pattern, CultureInfo.CurrentCulture).Format(day);
}
