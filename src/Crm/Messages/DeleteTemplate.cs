namespace Crm.Messages;

/// <summary>Which template is to be deleted.</summary>
/// <param name="Id">The template.</param>
public sealed record DeleteTemplateInput(MailTemplateId Id);

/// <summary>Deletes a template; mail that was written with it stays.</summary>
/// <remarks>NotFound: it is unknown, or another member's own. Forbidden: it is another member's shared one.</remarks>
public sealed class DeleteTemplate : UseCase<DeleteTemplateInput, MailTemplateView>
{
    internal DeleteTemplate(UseCaseExecutor executor)
        : base(executor, "template.delete", Right.EditRecords, WorkKind.Write, Right.ActForOthers) { }

    private protected override async Task<MailTemplateView> DecideAsync(Work work, DeleteTemplateInput input)
    {
        var template = await work.GetTemplateAsync(input.Id);
        SaveTemplate.RequireEditable(work, template);
        work.Changes.Delete(template);
        work.Audit($"template:{template.Id}", SaveTemplate.Shown(template));
        return MailTemplateView.Of(work.Access, template);
    }
}
