using Crm.Components;
using Crm.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Pages;

/// <summary>Something that a search found.</summary>
/// <param name="Kind">What it is, for people.</param>
/// <param name="Name">Its name.</param>
/// <param name="About">What tells it from others, or null.</param>
/// <param name="Address">Its page.</param>
public sealed record FoundPage(string Kind, string Name, string? About, string Address)
{
    /// <summary>The shortest text that is searched for.</summary>
    public const int Shortest = 2;

    private const int Longest = 200;
    private const int MostOfAKind = 6;

    /// <summary>Searches records, sequences and pages.</summary>
    internal static async Task<IReadOnlyList<FoundPage>> FindAsync(Reading reading, string text)
    {
        if (text.Length < Shortest)
            return [];
        var input = new SearchInput(text.Length > Longest ? text[..Longest] : text) { MaxPerKind = MostOfAKind };
        var (formats, texts) = (reading.Get<Formats>(), reading.Get<IStringLocalizer<Texts>>());
        (string Name, string Address)[] pages =
        [
            (texts["My day"], "/"),
            (texts["Queue"], "/queue"),
            (texts["Board"], "/deals/board"),
            (texts["Templates"], "/templates"),
            (texts["Team"], "/team"),
            (texts["My settings"], "/settings"),
            .. Enum.GetValues<RecordType>().Select(type => (formats.Plural(type), Links.To(type))),
        ];
        return
        [
            .. (await reading.ReadAsync(reading.Get<SearchRecords>(), input))
                .Where(hit => hit.Record is not null)
                .Select(hit => new FoundPage(formats.Word(hit.Record!.Value.Type), hit.Name, hit.Matched ?? hit.Company, Links.To(hit.Record.Value))),
            .. pages
                .Where(page => page.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase))
                .Select(page => new FoundPage(texts["Page"], page.Name, null, page.Address)),
        ];
    }
}
