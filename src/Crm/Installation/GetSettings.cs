using Crm.Activities;
using Crm.Setup;

namespace Crm.Installation;

/// <summary>Shows what records, their lists and timelines are shown against, in one read.</summary>
/// <remarks>Refused: the tenant is not set up (<c>not-set-up</c>).</remarks>
public sealed class GetSettings : UseCase<NoInput, SettingsView>
{
    private readonly PluginCatalog plugins;

    internal GetSettings(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "settings.get", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<SettingsView> DecideAsync(Work work, NoInput input)
    {
        var settings =
            await work.Stores.Tenancy.FindSettingsAsync(work.Access.Member?.Id, work.Cancellation)
            ?? throw CrmException.Refused("not-set-up", "The tenant is not set up yet.");
        return new SettingsView(
            settings.Tenant.Zone,
            [.. settings.Pipelines.Select(PipelineView.Of)],
            OutcomeCatalog.Of(plugins, settings.Outcomes),
            work.Access.Members.Values.ToDictionary(member => member.Id, member => member.Name),
            [.. settings.Teams.Select(TeamView.Of)]
        )
        {
            InactiveMembers = [.. work.Access.Members.Values.Where(member => !member.IsActive).Select(member => member.Id)],
            CustomFields = [.. settings.CustomFields.Select(CustomFieldView.Of)],
            Views = [.. settings.Views.Select(SavedViewView.Of)],
        };
    }
}

/// <summary>What records, their lists and timelines are shown against.</summary>
/// <param name="Zone">The tenant's time zone (IANA).</param>
/// <param name="Pipelines">Its pipelines.</param>
/// <param name="Outcomes">Its outcomes per type of activity.</param>
/// <param name="Members">Names of its members, inactive ones too.</param>
/// <param name="Teams">Its teams by name.</param>
public sealed record SettingsView(
    string Zone,
    IReadOnlyList<PipelineView> Pipelines,
    OutcomeCatalog Outcomes,
    IReadOnlyDictionary<MemberId, string> Members,
    IReadOnlyList<TeamView> Teams
)
{
    /// <summary>Those of its members who are no longer active: nothing is given to them any more.</summary>
    public IReadOnlyList<MemberId> InactiveMembers { get; init; } = [];

    /// <summary>Its custom fields by type of record and key, retired ones too.</summary>
    public IReadOnlyList<CustomFieldView> CustomFields { get; init; } = [];

    /// <summary>The caller's own saved views, by type of record and name.</summary>
    public IReadOnlyList<SavedViewView> Views { get; init; } = [];
}
