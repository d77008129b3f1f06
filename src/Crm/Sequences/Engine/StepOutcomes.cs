namespace Crm.Sequences.Engine;

/// <summary>What a batch of decisions wants written, and what is left to be looked up for it before it is written.</summary>
internal sealed class StepOutcomes
{
    private (int Stopped, int NewOwners, int Deferred, int Finished, int Blocked, int Failed, int PutOff) mark;

    /// <summary>Rows to write.</summary>
    public ChangeSet Changes { get; } = new();

    /// <summary>Enrollments that a rule finished, and the execution that says so: what they left open is to be cancelled.</summary>
    public List<(Enrollment Enrollment, StepExecutionId Execution)> Stopped { get; } = [];

    /// <summary>Records to which a step gave another owner: as they were, and the owner now.</summary>
    public List<(CrmRecord Before, MemberId? Owner)> NewOwners { get; } = [];

    /// <summary>Steps that want to enroll their record: written when what that takes is read, for all of them at once.</summary>
    public List<(StepEffects Effects, PreparedStep Step, StepDecision Decision)> Deferred { get; } = [];

    /// <summary>Enrollments that were decided.</summary>
    public int Decided { get; set; }

    /// <summary>Of them: finished.</summary>
    public int Finished { get; set; }

    /// <summary>Of them: blocked.</summary>
    public int Blocked { get; set; }

    /// <summary>Of them: failed for good.</summary>
    public int Failed { get; set; }

    /// <summary>Of them: put off after an error.</summary>
    public int PutOff { get; set; }

    /// <summary>Remembers what came of it up to now, for <see cref="Return"/>; the next mark takes its place.</summary>
    public void Mark()
    {
        Changes.Mark();
        mark = (Stopped.Count, NewOwners.Count, Deferred.Count, Finished, Blocked, Failed, PutOff);
    }

    /// <summary>Forgets what came of it since the last mark.</summary>
    public void Return()
    {
        Changes.Return();
        RowChanges.Cut(Stopped, mark.Stopped);
        RowChanges.Cut(NewOwners, mark.NewOwners);
        RowChanges.Cut(Deferred, mark.Deferred);
        (Finished, Blocked, Failed, PutOff) = (mark.Finished, mark.Blocked, mark.Failed, mark.PutOff);
    }
}
