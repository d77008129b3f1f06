using Crm.Timeline;
using NodaTime;

namespace Crm.Records.Editing;

/// <content>Deals and their stages.</content>
internal sealed partial class RecordDecisions
{
    /// <summary>Fields that a move's own entry shows.</summary>
    private static readonly HashSet<string> MovedFields = ["stage", "pipeline", "closed_on", "loss_reason"];

    private List<StageVisit>? CheckedHistory(CrmRecord record, IReadOnlyList<StageVisit>? given, List<Problem> problems)
    {
        if (record is not Deal deal || given is not { Count: > 0 } || rules.Pipeline(deal.Pipeline) is not { } pipeline)
            return null;
        var visits = new List<StageVisit>(given.Count);
        foreach (var visit in given)
        {
            var stage = pipeline.Stages.FirstOrDefault(stage => string.Equals(stage.Key, visit.Stage, StringComparison.OrdinalIgnoreCase));
            if (stage is null)
                problems.Add(
                    new Problem(
                        "stageHistory",
                        $"The pipeline {pipeline.Key} has no stage '{visit.Stage}'; it has {string.Join(", ", pipeline.Stages.Select(known => known.Key))}."
                    )
                );
            else if (visits.Count > 0 && visit.At == given[visits.Count - 1].At)
                // Two on one day keep their order.
                visits.Add(new StageVisit(stage.Key, visits[^1].At.AddMicroseconds(1)));
            else if (visits.Count > 0 && visit.At < visits[^1].At)
                problems.Add(new Problem("stageHistory", "The stages must stand in the order of their moments, the oldest first."));
            else
                visits.Add(new StageVisit(stage.Key, visit.At));
        }
        // A stage that is unknown was named already; what follows from it would only confuse.
        if (problems.Count == 0 && visits.Count > 0 && visits[^1].Stage != deal.Stage)
            problems.Add(new Problem("stageHistory", $"The last stage must be the deal's own, {deal.Stage}; was {visits[^1].Stage}."));
        return visits;
    }

    private void CheckLoss(Deal deal, List<Problem> problems)
    {
        if (!work.Origin.IsHistory && rules.KindOf(deal) == StageKind.Lost && deal.LossReason is null)
            problems.Add(new Problem("loss_reason", $"It is required where a deal moves to the stage {deal.Stage}."));
    }

    /// <summary>The deal as it stands in its new stage: since when, closed when, and without a reason where it is not lost.</summary>
    private Deal Entered(Deal deal, Deal? before, List<StageVisit>? visits)
    {
        var since = visits is { Count: > 0 } ? visits[^1].At : work.Now;
        var kind = rules.KindOf(deal);
        // A date that was given with the move stands; one that was there before belongs to an earlier ending.
        var given = before is null || deal.ClosedOn != before.ClosedOn ? deal.ClosedOn : null;
        return deal with
        {
            StageSince = since,
            ClosedOn = kind == StageKind.Open ? null : given ?? LocalDay(since),
            LossReason = kind == StageKind.Lost ? deal.LossReason : null,
        };
    }

    private void WriteVisits(Deal deal, Deal? before, List<StageVisit>? visits)
    {
        var from = before?.Stage;
        foreach (var visit in visits ?? [new StageVisit(deal.Stage, deal.StageSince)])
        {
            if (visit.Stage == from && before?.Pipeline == deal.Pipeline)
                continue;
            var id = work.NewId();
            work.Changes.Insert(
                new StageChange
                {
                    Tenant = work.Tenant,
                    Id = id,
                    Deal = deal.Id,
                    From = from,
                    To = visit.Stage,
                    At = visit.At,
                    By = work.Author,
                }
            );
            if (from is not null || visits is not null)
                StageLine(deal, id, from, visit);
            from = visit.Stage;
        }
        if (before is not null)
            work.Publish(
                "deal.moved",
                deal.Ref,
                new
                {
                    pipeline = deal.Pipeline,
                    from = before.Stage,
                    to = deal.Stage,
                    kind = rules.KindOf(deal).ToString().ToLowerInvariant(),
                }
            );
    }

    private void StageLine(Deal deal, Guid id, string? from, StageVisit visit)
    {
        var subject = from is null ? $"{deal.Name}: {StageName(deal, visit.Stage)}" : $"{deal.Name}: {StageName(deal, from)} → {StageName(deal, visit.Stage)}";
        var reason = visit.Stage == deal.Stage ? deal.LossReason : null;
        var line = TimelineWriter.OfChange(work.Tenant, id, TimelineKind.StageChange, visit.Stage, subject, work.Author, visit.At, reason);
        Write(deal, line with { RecordedAt = work.Now });
    }

    private string StageName(Deal deal, string key) => rules.Pipeline(deal.Pipeline)?.Stages.FirstOrDefault(stage => stage.Key == key)?.Name ?? key;

    private DateOnly LocalDay(DateTimeOffset moment)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(rules.Tenant.Zone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(moment).InZone(zone).Date.ToDateOnly();
    }
}
