using Crm.Stores;

namespace Crm.Sequences;

/// <summary>What is left to be read after a batch was decided, for the few enrollments that need it: what stopped ones have out.</summary>
internal static class StepAftermath
{
    /// <summary>Adds the rows that are left.</summary>
    public static async Task CompleteAsync(IStores stores, EnrollmentMaterial material, StepOutcomes outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.Stopped.Count == 0)
            return;
        var open = await OpenWork.LoadAsync(stores, [.. outcomes.Stopped.Select(stopped => stopped.Enrollment.Id)], cancellationToken);
        foreach (var (enrollment, execution) in outcomes.Stopped)
        {
            var why = enrollment.Reason ?? "The enrollment is finished.";
            open.Cancel(enrollment.Id, why, material.Now, outcomes.Changes, except: execution); // that row is written already
            open.CancelOf(execution, why, outcomes.Changes);
        }
    }
}
