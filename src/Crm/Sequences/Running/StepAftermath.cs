using Crm.Sequences.Engine;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Running;

/// <summary>What is left to be read after a batch was decided, for the few enrollments that need it: what stopped ones have out.</summary>
internal static class StepAftermath
{
    /// <summary>Decides the steps that want to enroll their records.</summary>
    public static async Task EnrollAsync(
        ISystemUnitOfWork unit,
        StepEngine engine,
        EnrollmentMaterial material,
        StepOutcomes outcomes,
        StepDecider decider,
        Watchdog watchdog,
        CancellationToken cancellationToken
    )
    {
        if (outcomes.Deferred.Count == 0)
            return;
        material.Enrolling = await StepEnrolling.LoadAsync(unit, engine, material, outcomes, decider, cancellationToken);
        await watchdog.RunAsync(decider, outcomes.Deferred, StepDecider.Finish);
    }

    /// <summary>Puts off the one whose step cannot be written: later again, and after some hours Failed. Nothing of the step itself is decided, so that nothing of it can fail a second time.</summary>
    public static async Task<StepOutcomes> PutOffAsync(
        ILookups stores,
        StepEngine engine,
        Enrollment due,
        string why,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var outcomes = new StepOutcomes { Decided = 1 };
        var material = await EnrollmentReading.ForPoisonAsync(stores, due, now, cancellationToken);
        var started = due.State == EnrollmentState.Pending ? due with { State = EnrollmentLifecycle.Next(due.State, EnrollmentTrigger.Start) } : due;
        new StepEffects(engine, material, outcomes, started).PutOff(why);
        return outcomes;
    }

    /// <summary>Adds the rows that are left.</summary>
    /// <param name="stores">What the batch reads from.</param>
    /// <param name="storesOf">The stores of a tenant within the same transaction.</param>
    /// <param name="material">What was decided from.</param>
    /// <param name="outcomes">Receives the rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task CompleteAsync(
        ILookups stores,
        Func<TenantId, IStores> storesOf,
        EnrollmentMaterial material,
        StepOutcomes outcomes,
        CancellationToken cancellationToken
    )
    {
        foreach (var records in outcomes.NewOwners.GroupBy(record => record.Before.Tenant))
            await NewOwners.TakeOverAsync(Frame(records.Key), [.. records]);
        if (outcomes.Stopped.Count == 0)
            return;
        var open = await OpenWork.LoadAsync(stores, [.. outcomes.Stopped.Select(stopped => stopped.Enrollment.Id)], cancellationToken);
        foreach (var (enrollment, execution) in outcomes.Stopped)
            open.Cancel(Frame(enrollment.Tenant), enrollment.Id, enrollment.Reason ?? "The enrollment is finished.", execution); // that row is written already

        Work Frame(TenantId tenant) => StepEnrolling.FrameOf(storesOf(tenant), tenant, material.Now, outcomes.Changes, cancellationToken);
    }
}
