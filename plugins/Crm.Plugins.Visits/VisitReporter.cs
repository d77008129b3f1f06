using Crm.Events;

namespace Acme.Visits;

/// <summary>Puts each visit on the board. An event may come twice, so the board knows it by its id.</summary>
public sealed class VisitReporter(IVisitBoard board) : IEventSubscriber
{
    public string Key => "acme.visits.reporter";

    public IReadOnlyList<string> EventTypes => ["activity.logged"];

    public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
    {
        var logged = occurred.Read<EventPayload.OfActivity>();
        return logged.Type == SiteVisit.Key ? board.AddAsync(occurred.Id, $"{occurred.Record}: {logged.Outcome}", cancellationToken) : Task.CompletedTask;
    }
}
