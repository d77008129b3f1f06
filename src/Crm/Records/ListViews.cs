namespace Crm.Records;

/// <summary>Lists the caller's own saved views, by type of record and name.</summary>
public sealed class ListViews : UseCase<NoInput, IReadOnlyList<SavedViewView>>
{
    internal ListViews(UseCaseExecutor executor)
        : base(executor, "views.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<SavedViewView>> DecideAsync(Work work, NoInput input) =>
        work.Access.Member is { } member ? [.. (await work.Stores.Tenancy.GetSavedViewsAsync(member.Id, work.Cancellation)).Select(SavedViewView.Of)] : [];
}
