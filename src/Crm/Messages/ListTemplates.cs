namespace Crm.Messages;

/// <summary>Lists the templates that the caller may use, the own and the shared ones, by name.</summary>
public sealed class ListTemplates : UseCase<NoInput, IReadOnlyList<MailTemplateView>>
{
    internal ListTemplates(UseCaseExecutor executor)
        : base(executor, "templates.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<MailTemplateView>> DecideAsync(Work work, NoInput input) =>
        [
            .. (await work.Stores.Messages.GetTemplatesAsync(work.Cancellation))
                .Where(template => MailTemplates.MayUse(work.Access, template))
                .Select(template => MailTemplateView.Of(work.Access, template)),
        ];
}
