using System.Text.Json;

namespace Crm.Records;

/// <summary>Saves a view of the caller's own: what a list shows, under a name. Without an id it is a new one, or takes the place of the one of the same type of record and name.</summary>
/// <remarks>
/// NotFound: the caller has no such view. Stale: another revision was found. Invalid: the name or the list is wrong. Refused: the caller has 100 views already (<c>too-many</c>), another one has the name (<c>name-taken</c>), or the host itself calls (<c>no-member</c>).
/// </remarks>
public sealed class SaveView : UseCase<SavedViewView, SavedViewView>
{
    private const int Max = 100;

    internal SaveView(UseCaseExecutor executor)
        : base(executor, "view.save", Right.ReadRecords, WorkKind.Write) { }

    private protected override async Task<SavedViewView> DecideAsync(Work work, SavedViewView input)
    {
        var member = work.RequireMember();
        var check = new Problems();
        var name = check.Name("name", input.Name);
        if (input.List.Records is not null)
            check.Add("list.records", "A view shows whatever matches its filters; it does not name single records.");
        check.ThrowIfInvalid();
        await ListRecords.FilterAsync(work, input.List);
        await RequireKnownAsync(work, input.List);
        var own = await work.Stores.Tenancy.GetSavedViewsAsync(member.Id, work.Cancellation);
        var named = own.FirstOrDefault(view => view.RecordType == input.List.Type && view.Name == name);
        var before = input.Id is { } id ? own.FirstOrDefault(view => view.Id == id) ?? throw CrmException.NotFound("view", id.ToString()) : named;
        if (named is not null && before?.Id != named.Id)
            throw CrmException.Refused("name-taken", "Another view has this name; choose another name.");
        if (before is not null && input.Revision is { } expected && expected != before.Revision)
            throw CrmException.Stale("view", expected, before.Revision);
        if (before is null && own.Count >= Max)
            throw CrmException.Refused("too-many", $"A member has {Max} views at most; delete one first.");
        var after = new SavedView
        {
            Tenant = work.Tenant,
            Id = before?.Id ?? new SavedViewId(work.NewId()),
            Member = member.Id,
            RecordType = input.List.Type,
            Name = name,
            Definition = JsonSerializer.Serialize(input.List with { Page = new PageRequest(input.List.Page.Size) }, ContractJson.Options),
            Revision = (before?.Revision ?? 0) + 1,
        };
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"view:{after.Id}", before is null ? null : new { before.Name }, new { after.Name });
        return SavedViewView.Of(after);
    }

    /// <summary>A view holds no ids that mean nothing to its member.</summary>
    private static async Task RequireKnownAsync(Work work, ListRecordsInput list)
    {
        foreach (var member in (list.Owners ?? []).Append(list.Owner ?? default).Where(member => member != default))
            if (!work.Access.Members.ContainsKey(member))
                throw CrmException.NotFound("member", member.ToString());
        if (list.Team is { } team && (await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation)).All(known => known.Id != team))
            throw CrmException.NotFound("team", team.ToString());
        if (
            list.Company is { } company
            && !(await work.Stores.Records.GetHeadersAsync([company], work.Cancellation)).Any(header => work.Access.Sees(header.Owner))
        )
            throw CrmException.NotFound("company", company.ToString());
    }
}
