using NodaTime;

namespace Crm.Records.Editing;

/// <summary>Decides what goes with a deal's stage: its history, when it was closed, why it was lost.</summary>
internal sealed class StageMoves(RecordRules rules, RecordEntries entries, Work work)
{
    /// <summary>Fields that a move's own entry shows.</summary>
    public static readonly IReadOnlySet<string> Fields = new HashSet<string> { "stage", "pipeline", "closed_on", "loss_reason" };

    /// <summary>The history that an input gives, with its stages by key; null where it gives none.</summary>
    public IReadOnlyList<StageVisit>? Checked(CrmRecord record, IReadOnlyList<StageVisit>? given, Problems problems)
    {
        if (record is not Deal deal || given is not { Count: > 0 } || rules.Pipeline(deal.Pipeline) is not { } pipeline)
            return null;
        var visits = new List<StageVisit>(given.Count);
        foreach (var visit in given)
        {
            var stage = pipeline.Stages.FirstOrDefault(stage => string.Equals(stage.Key, visit.Stage, StringComparison.OrdinalIgnoreCase));
            if (stage is null)
                problems.Add(
                    "stageHistory",
                    $"The pipeline {pipeline.Key} has no stage '{visit.Stage}'; it has {string.Join(", ", pipeline.Stages.Select(known => known.Key))}."
                );
            else if (visits.Count > 0 && visit.At == given[visits.Count - 1].At)
                // Two on one day keep their order.
                visits.Add(new StageVisit(stage.Key, visits[^1].At.AddMicroseconds(1)));
            else if (visits.Count > 0 && visit.At < visits[^1].At)
                problems.Add("stageHistory", "The stages must be in chronological order, oldest first.");
            else
                visits.Add(new StageVisit(stage.Key, visit.At));
        }
        // A stage that is unknown was named already; what follows from it would only confuse.
        if (problems.AreNone && visits.Count > 0 && visits[^1].Stage != deal.Stage)
            problems.Add("stageHistory", $"The last stage must be the deal's own, {deal.Stage}; was {visits[^1].Stage}.");
        return visits;
    }

    /// <summary>A lost deal needs a reason.</summary>
    public void CheckLoss(Deal deal, Problems problems)
    {
        if (!work.Origin.IsHistory && rules.KindOf(deal) == StageKind.Lost && deal.LossReason is null)
            problems.Add("loss_reason", $"It is required where a deal moves to the stage {deal.Stage}.");
    }

    /// <summary>The deal as it stands in its new stage: since when, closed when, and without a reason where it is not lost.</summary>
    public Deal Entered(Deal deal, Deal? before, IReadOnlyList<StageVisit>? visits)
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

    /// <summary>Writes the stages that the deal came through, with their entries and, of a move, its event.</summary>
    public void Write(Deal deal, Deal? before, IReadOnlyList<StageVisit>? visits)
    {
        var from = before?.Stage;
        foreach (var visit in visits ?? [new StageVisit(deal.Stage, deal.StageSince)])
        {
            if (visit.Stage == from && before?.Pipeline == deal.Pipeline)
                continue;
            var change = new StageChange
            {
                Tenant = work.Tenant,
                Id = work.NewId(),
                Deal = deal.Id,
                From = from,
                To = visit.Stage,
                At = visit.At,
                By = work.Actor,
            };
            work.Changes.Insert(change);
            if (from is not null || visits is not null)
                entries.StageChange(deal, change);
            from = visit.Stage;
        }
        if (before is not null && work.Origin.IsPublished)
            work.Publish(
                "deal.moved",
                deal.Ref,
                new
                {
                    pipeline = deal.Pipeline,
                    from = before.Stage,
                    to = deal.Stage,
                    kind = rules.KindOf(deal),
                }
            );
    }

    private DateOnly LocalDay(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Zones.RulesOrUtc(rules.Tenant.Zone)).Date.ToDateOnly();
}
