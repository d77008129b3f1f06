namespace Crm.Records.Editing;

/// <summary>What a tenant has set about records, loaded once for any number of decisions.</summary>
internal sealed class RecordRules(Tenant tenant, IEnumerable<Member> members, IReadOnlyList<Pipeline> pipelines, IEnumerable<CustomField> customFields)
{
    private readonly ILookup<RecordType, CustomField> fields = customFields.ToLookup(field => field.RecordType);

    public Tenant Tenant { get; } = tenant;

    /// <summary>Members by id, inactive ones too.</summary>
    public IReadOnlyDictionary<MemberId, Member> Members { get; } = members.ToDictionary(member => member.Id);

    /// <summary>Pipelines in the order of their keys.</summary>
    public IReadOnlyList<Pipeline> Pipelines { get; } = [.. pipelines.OrderBy(pipeline => pipeline.Key, StringComparer.Ordinal)];

    /// <summary>Custom fields of a type of record, retired ones too.</summary>
    public IEnumerable<CustomField> CustomFieldsOf(RecordType type) => fields[type];

    /// <summary>The pipeline with a key, or null.</summary>
    public Pipeline? Pipeline(string? key) => Pipelines.FirstOrDefault(pipeline => string.Equals(pipeline.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The stage of a deal; open where the pipeline has lost it meanwhile.</summary>
    public StageKind KindOf(Deal deal) => Pipeline(deal.Pipeline)?.Stages.FirstOrDefault(stage => stage.Key == deal.Stage)?.Kind ?? StageKind.Open;

    /// <summary>Loads them.</summary>
    /// <exception cref="CrmException">NotFound: the tenant is not set up.</exception>
    public static async Task<RecordRules> LoadAsync(Work work)
    {
        var (tenant, tenancy) = (work.Tenant, work.Stores.Tenancy);
        return new RecordRules(
            await tenancy.GetTenantsAsync([tenant], work.Cancellation) is [var own] ? own : throw CrmException.NotFound("tenant", tenant.ToString()),
            await tenancy.GetMembersAsync([tenant], work.Cancellation),
            [.. (await tenancy.GetPipelinesAsync(work.Cancellation)).Where(pipeline => pipeline.Tenant == tenant)],
            (await tenancy.GetCustomFieldsAsync(work.Cancellation)).Where(field => field.Tenant == tenant)
        );
    }
}
