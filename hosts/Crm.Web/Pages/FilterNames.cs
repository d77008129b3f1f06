using System.Globalization;
using Crm.Components;
using Crm.Records;
using Crm.Setup;
using Crm.Stores;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Pages;

/// <summary>Says what narrows and orders a list, for people.</summary>
internal sealed class FilterNames(Formats formats, IStringLocalizer<Texts> texts)
{
    /// <summary>Everything that narrows or orders the list.</summary>
    public IEnumerable<ListFilter> Of(RecordList list)
    {
        var query = list.Query;
        (string Name, string Label, Func<string> Text)[] known =
        [
            ("search", texts["Name or email"], () => query.Of("search")),
            ("owner", texts["Owner"], () => Owner(list)),
            ("team", texts["Team"], () => list.Settings.Teams.FirstOrDefault(team => team.Id == list.Input.Team)?.Name ?? texts["Not known"]),
            ("company", texts["Company"], () => list.Company?.Name ?? texts["Not known"]),
            ("pipeline", texts["Pipeline"], () => list.Settings.Pipelines.GetValueOrDefault(query.Of("pipeline"))?.Name ?? query.Of("pipeline")),
            ("stage", texts["Stage"], () => Stage(list)),
            ("status", texts["Status"], () => Status(list)),
            ("untouched", texts["Untouched for days"], () => query.Of("untouched")),
            ("deleted", texts["Deleted"], () => texts["Yes"]),
        ];
        foreach (var (name, label, text) in known.Where(one => query.Of(one.Name).Length > 0))
            yield return new ListFilter(name, label, text());
        foreach (var (key, value) in query.Fields)
            yield return new ListFilter(RecordListQuery.FieldPrefix + key, LabelOf(list, key), ValueOf(FieldOf(list, key), value));
        if (query.Of("sort").Length > 0)
            yield return new ListFilter("sort", texts["Order"], list.Input.SortByCustom is { } sort ? LabelOf(list, sort) : Sort(list.Input.Sort));
    }

    /// <summary>Whose records.</summary>
    public string Owner(RecordList list) =>
        list.Input.WithoutOwner
            ? texts["Nobody"]
            : string.Join(
                ", ",
                (list.Input.Owners ?? [list.Input.Owner ?? default]).Select(owner => list.Settings.Members.GetValueOrDefault(owner, texts["Not known"]))
            );

    /// <summary>In which stages.</summary>
    public static string Stage(RecordList list)
    {
        var names = list
            .Settings.Pipelines.Values.SelectMany(pipeline => pipeline.Stages)
            .DistinctBy(stage => stage.Key)
            .ToDictionary(stage => stage.Key, stage => stage.Name);
        return string.Join(", ", (list.Input.Stages ?? []).Select(stage => names.GetValueOrDefault(stage, stage)));
    }

    /// <summary>Of which statuses.</summary>
    public string Status(RecordList list) =>
        string.Join(", ", (list.Input.Statuses ?? []).Select(status => formats.Status(status.ToString().ToLowerInvariant())));

    /// <summary>In which order.</summary>
    public string Sort(RecordSort sort) =>
        sort switch
        {
            RecordSort.Newest => texts["Newest first"],
            RecordSort.LastChanged => texts["Last changed first"],
            RecordSort.LastTouched => texts["Last activity first"],
            RecordSort.LongestUntouched => texts["Longest untouched first"],
            RecordSort.Amount => texts["Highest amount first"],
            RecordSort.ExpectedClose => texts["Next close first"],
            RecordSort.StageSince => texts["Newest in its stage first"],
            _ => texts["Name"],
        };

    private static CustomFieldView? FieldOf(RecordList list, string key) =>
        list.Settings.CustomFields.FirstOrDefault(field => field.RecordType == list.Type && field.Key == key);

    private static string LabelOf(RecordList list, string key) => FieldOf(list, key)?.Label ?? Formats.Label(key);

    private string ValueOf(CustomFieldView? field, string value) =>
        field?.Kind switch
        {
            CustomFieldKind.Boolean when bool.TryParse(value, out var isTrue) => formats.Value(new FieldValue.Boolean(isTrue))!,
            CustomFieldKind.Date when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                formats.Day(day),
            CustomFieldKind.Number when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => formats.Value(
                new FieldValue.Number(number)
            )!,
            _ => value,
        };
}

/// <summary>Something that narrows or orders a list.</summary>
/// <param name="Name">The address's parameter.</param>
/// <param name="Label">What it is about.</param>
/// <param name="Text">What is wanted.</param>
internal sealed record ListFilter(string Name, string Label, string Text);
