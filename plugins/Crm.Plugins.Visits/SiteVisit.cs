using Crm.Activities;

namespace Acme.Visits;

/// <summary>A visit's own record.</summary>
public sealed record VisitDetails(string Building);

/// <summary>Somebody was at the customer's site.</summary>
public sealed class SiteVisit() : ActivityType<VisitDetails>(Key, "Site visit")
{
    public const string Key = "acme.visits.visit";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Outcome | ActivityFields.Duration | ActivityFields.Location,
            Requires = ActivityFields.Outcome,
            Outcomes = [new("inspected", "Inspected", OutcomeMeaning.Positive), new("nobody_there", "Nobody there", OutcomeMeaning.NotReached)],
            Icon = ActivityIcons.Place,
        };

    protected override ActivityDescription Describe(VisitDetails details) => ActivityDescription.Accept(summary: details.Building);
}
