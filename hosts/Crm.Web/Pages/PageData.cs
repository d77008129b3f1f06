using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using NodaTime;
using NodaTime.Extensions;

namespace Crm.Web.Pages;

/// <summary>Loads what every page shows its records against: the tenant's zone, stages, members and outcomes.</summary>
internal sealed class PageDataReading(GetTenant tenant, ListMembers members, ListOutcomes outcomes, NameRecords names, TimeProvider time)
{
    /// <summary>Loads it within the page's transaction.</summary>
    /// <exception cref="CrmException">Refused: the tenant is not set up.</exception>
    public async Task<PageData> LoadAsync(ReadScope reads)
    {
        var view = await reads.ReadAsync(tenant, new NoInput());
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.Zone) ?? DateTimeZone.Utc;
        return new PageData(
            zone,
            time.GetUtcNow().ToInstant().InZone(zone).Date,
            view.Pipelines.ToDictionary(pipeline => pipeline.Key),
            (await reads.ReadAsync(members, new NoInput())).Members.ToDictionary(member => member.Id, member => member.Name),
            await reads.ReadAsync(outcomes, new NoInput())
        );
    }

    /// <summary>Names of records that others point at.</summary>
    public Task<IReadOnlyDictionary<RecordId, NamedRecord>> NamesAsync(IEnumerable<RecordId?> ids, CancellationToken cancellationToken) =>
        names.ExecuteAsync(CrmWeb.Caller, [.. ids.OfType<RecordId>().Distinct()], cancellationToken);
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
    public Stage? StageOf(Deal deal) => Pipelines.GetValueOrDefault(deal.Pipeline)?.Stages.FirstOrDefault(stage => stage.Key == deal.Stage);

    /// <summary>The owner's name, or null.</summary>
    public string? OwnerOf(CrmRecord record) => record.Owner is { } owner ? Members.GetValueOrDefault(owner) : null;
}
