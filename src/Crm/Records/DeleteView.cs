namespace Crm.Records;

/// <summary>Which view is to be deleted.</summary>
/// <param name="Id">The view.</param>
public sealed record DeleteViewInput(SavedViewId Id);

/// <summary>Deletes a view of the caller's own.</summary>
/// <remarks>NotFound: the caller has no such view.</remarks>
public sealed class DeleteView : UseCase<DeleteViewInput, SavedViewView>
{
    internal DeleteView(UseCaseExecutor executor)
        : base(executor, "view.delete", Right.ReadRecords, WorkKind.Write) { }

    private protected override async Task<SavedViewView> DecideAsync(Work work, DeleteViewInput input)
    {
        var own = work.Access.Member is { } member ? await work.Stores.Tenancy.GetSavedViewsAsync(member.Id, work.Cancellation) : [];
        var view = own.FirstOrDefault(one => one.Id == input.Id) ?? throw CrmException.NotFound("view", input.Id.ToString());
        work.Changes.Delete(view);
        work.Audit($"view:{view.Id}", new { view.Name });
        return SavedViewView.Of(view);
    }
}
