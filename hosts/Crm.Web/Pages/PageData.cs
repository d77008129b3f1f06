using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using NodaTime;
using NodaTime.Extensions;

namespace Crm.Web.Pages;

/// <summary>Loads what every page shows its records against: the tenant's zone, stages, members and outcomes.</summary>
internal sealed class PageDataReading(GetSettings settings, TimeProvider time)
{
    /// <summary>Loads it within the page's transaction.</summary>
    /// <exception cref="CrmException">Refused: the tenant is not set up.</exception>
    public async Task<PageData> LoadAsync(ReadScope reads)
    {
        var view = await reads.ReadAsync(settings, new NoInput());
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.Zone) ?? DateTimeZone.Utc;
        return new PageData(
            zone,
            time.GetUtcNow().ToInstant().InZone(zone).Date,
            view.Pipelines.ToDictionary(pipeline => pipeline.Key),
            view.Members,
            view.Outcomes
        );
    }
}

/// <summary>What every page shows its records against.</summary>
/// <param name="Zone">The tenant's zone; days and times of pages are in it.</param>
/// <param name="Today">The day it is there.</param>
/// <param name="Pipelines">By key.</param>
/// <param name="Members">Names of members.</param>
/// <param name="Outcomes">Outcomes per type of activity.</param>
internal sealed record PageData(
    DateTimeZone Zone,
    LocalDate Today,
    IReadOnlyDictionary<string, PipelineView> Pipelines,
    IReadOnlyDictionary<MemberId, string> Members,
    OutcomeCatalog Outcomes
)
{
    /// <summary>The moment on the tenant's wall.</summary>
    public ZonedDateTime Local(DateTimeOffset moment) => moment.ToInstant().InZone(Zone);

    /// <summary>A deal's stage, or null where the pipeline has lost it.</summary>
    public Stage? StageOf(RecordView deal) =>
        Pipelines.GetValueOrDefault(deal.Text("pipeline") ?? "")?.Stages.FirstOrDefault(stage => stage.Key == deal.Text("stage"));

    /// <summary>The owner's name, or null.</summary>
    public string? OwnerOf(RecordView record) => record.Owner is { } owner ? Members.GetValueOrDefault(owner) : null;
}
