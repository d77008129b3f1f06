using Crm.Kernel;
using Crm.Plugins;
using Crm.Records;
using Crm.Timeline;
using Crm.Web.Api;
using NodaTime.Text;

namespace Crm.Web.Pages;

/// <summary>Reads what a record's page shows.</summary>
internal sealed class TimelineReading(FindRecord find, GetTimeline timeline, PageDataReading pages, PluginCatalog plugins)
{
    /// <summary>The record and a page of its timeline.</summary>
    /// <param name="reads">The page's transaction.</param>
    /// <param name="reference">The record, as <see cref="FindRecord"/> takes it.</param>
    /// <param name="query">Which part, see <see cref="TimelineQuery"/>; dates are days in the tenant's zone.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="CrmException">NotFound, Invalid; Refused: the tenant is not set up.</exception>
    public async Task<TimelineModel> ReadAsync(ReadScope reads, string reference, IQueryCollection query, CancellationToken cancellationToken)
    {
        var view = await reads.ReadAsync(find, new ResolveRecordInput(reference));
        var data = await pages.LoadAsync(reads);
        var input = TimelineQuery.Read(view.Record, query, data.Zone);
        var page = await reads.ReadAsync(timeline, input with { WithFolded = true, AlsoNamed = [.. Facts.Linked(view)] });
        var names = page.Named.ToDictionary(named => named.Record.Id);
        var address = new TimelineAddress(Links.To(view.Record), query);
        var entries = new EntryView(data, plugins);
        return new TimelineModel
        {
            Record = view,
            Facts = Facts.Of(view, data, names),
            Days =
            [
                .. page
                    .Rows.GroupBy(row => data.Local(row.OccurredAt).Date)
                    .Select(day => new TimelineDay(LocalDatePattern.Iso.Format(day.Key), Formats.Heading(day.Key, data.Today), [.. day.Select(entries.Of)])),
            ],
            Chips = Chips(address, input.Types ?? []),
            Types = input.Types ?? [],
            Search = input.Search,
            From = query["from"].FirstOrDefault(),
            To = query["to"].FirstOrDefault(),
            IsFiltered = input is not { Types: null, Search: null, From: null, To: null, Author: null },
            Path = address.Path,
            Newest = input.Page.After is null ? null : address.With("after", null),
            Older = page.Next is { } next ? address.With("after", next) : null,
        };
    }

    private List<FilterChip> Chips(TimelineAddress address, IReadOnlyList<string> chosen)
    {
        var whole = chosen.Select(key => plugins.ActivityTypes.ContainsKey(key) ? key : $"crm.{key}").ToHashSet(StringComparer.Ordinal);
        var chips = plugins
            .ActivityTypes.Values.Select(type => type.Descriptor)
            .OrderBy(type => type.Label, StringComparer.OrdinalIgnoreCase)
            .Select(type => new FilterChip(
                type.Label,
                type.Icon,
                address.WithTypes(whole.Contains(type.Key) ? whole.Except([type.Key]) : whole.Append(type.Key)),
                whole.Contains(type.Key)
            ));
        return [new FilterChip("Everything", null, address.WithTypes([]), whole.Count == 0), .. chips];
    }
}

/// <summary>The address of a timeline page, with the filters that it has.</summary>
/// <param name="Path">Without parameters.</param>
/// <param name="Query">The parameters.</param>
internal sealed record TimelineAddress(string Path, IQueryCollection Query)
{
    /// <summary>With one parameter set, or left out where the value is null.</summary>
    public string With(string name, string? value) => Links.With(Path, [.. Others(name), new(name, value)]);

    /// <summary>With other types, from the newest on.</summary>
    public string WithTypes(IEnumerable<string> types) =>
        Links.With(Path, [.. types.Order(StringComparer.Ordinal).Select(type => new KeyValuePair<string, string?>("type", type)), .. Others("type", "after")]);

    private IEnumerable<KeyValuePair<string, string?>> Others(params string[] without) =>
        Query
            .Where(pair => !without.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value.Select(value => new KeyValuePair<string, string?>(pair.Key, value)));
}
