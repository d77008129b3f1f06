using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Setup;
using Crm.Tenancy;
using NodaTime;
using NodaTime.Extensions;

namespace Crm.Components;

/// <summary>What records and timelines are shown against.</summary>
/// <param name="Zone">The zone that days and times are shown in.</param>
/// <param name="Today">The day it is there.</param>
/// <param name="Pipelines">By key.</param>
/// <param name="Members">Names of members, inactive ones too.</param>
/// <param name="Outcomes">Outcomes per type of activity.</param>
public sealed record DisplaySettings(
    DateTimeZone Zone,
    LocalDate Today,
    IReadOnlyDictionary<string, PipelineView> Pipelines,
    IReadOnlyDictionary<MemberId, string> Members,
    OutcomeCatalog Outcomes
)
{
    /// <summary>Members who are no longer active.</summary>
    public IReadOnlyList<MemberId> InactiveMembers { get; init; } = [];

    /// <summary>All teams by name.</summary>
    public IReadOnlyList<TeamView> Teams { get; init; } = [];

    /// <summary>All custom fields, retired ones too.</summary>
    public IReadOnlyList<CustomFieldView> CustomFields { get; init; } = [];

    /// <summary>The views that the member who looks has saved, by type of record and name.</summary>
    public IReadOnlyList<SavedViewView> Views { get; init; } = [];

    /// <summary>The member that looks; null for the host itself.</summary>
    public MemberId? Me { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="CrmException">Refused: the tenant is not set up.</exception>
    internal static async Task<DisplaySettings> ReadAsync(Reading reading)
    {
        var view = await reading.ReadAsync(reading.Get<GetSettings>(), new NoInput());
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.Zone) ?? DateTimeZone.Utc;
        return new DisplaySettings(
            zone,
            reading.Get<TimeProvider>().GetUtcNow().ToInstant().InZone(zone).Date,
            view.Pipelines.ToDictionary(pipeline => pipeline.Key),
            view.Members,
            view.Outcomes
        )
        {
            InactiveMembers = view.InactiveMembers,
            Teams = view.Teams,
            CustomFields = view.CustomFields,
            Views = view.Views,
            Me = (reading.Caller.Actor as Actor.OfMember)?.Id,
        };
    }

    /// <summary>Members who are no longer active, by name.</summary>
    public IEnumerable<(MemberId Member, string Name)> Former => ByName(InactiveMembers.Contains);

    /// <summary>Members whom something can be given to, by name.</summary>
    /// <param name="present">Whose it is now, or null; stays among them although no longer active.</param>
    public IEnumerable<(MemberId Member, string Name)> Choosable(MemberId? present = null) =>
        ByName(member => member == present || !InactiveMembers.Contains(member));

    /// <summary>The moment on the wall.</summary>
    public ZonedDateTime Local(DateTimeOffset moment) => moment.ToInstant().InZone(Zone);

    /// <summary>A deal's stage, or null where the pipeline has lost it.</summary>
    public Stage? StageOf(RecordView deal) =>
        Pipelines.GetValueOrDefault(deal.Text("pipeline") ?? "")?.Stages.FirstOrDefault(stage => stage.Key == deal.Text("stage"));

    /// <summary>The owner's name, or null.</summary>
    public string? OwnerOf(RecordView record) => record.Owner is { } owner ? Members.GetValueOrDefault(owner) : null;

    private IEnumerable<(MemberId, string)> ByName(Func<MemberId, bool> isWanted) =>
        Members.Where(one => isWanted(one.Key)).OrderBy(one => one.Value, StringComparer.CurrentCultureIgnoreCase).Select(one => (one.Key, one.Value));
}
