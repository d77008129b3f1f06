using Stateless;
using static Crm.Sequences.EnrollmentState;
using static Crm.Sequences.EnrollmentTrigger;

namespace Crm.Sequences;

/// <summary>Decides an enrollment's transitions; it acts on nothing. Safe for all threads.</summary>
internal static class EnrollmentLifecycle
{
    /// <summary>Which trigger each state permits, and where it leads.</summary>
    public static PermitTable<EnrollmentState, EnrollmentTrigger> Table { get; } = new("enrollment", Machine());

    private static StateMachine<EnrollmentState, EnrollmentTrigger> Machine()
    {
        var machine = new StateMachine<EnrollmentState, EnrollmentTrigger>(Pending);
        machine.Configure(Pending).Permit(Start, Active).Permit(Pause, Paused).Permit(Finish, Finished);
        machine
            .Configure(Active)
            .PermitReentry(Advance)
            .PermitReentry(GoTo)
            .PermitReentry(Postpone)
            .PermitReentry(Skip)
            .Permit(Wait, Waiting)
            .Permit(Complete, Finished)
            .Permit(Pause, Paused)
            .Permit(Block, Blocked)
            .Permit(Fail, Failed)
            .Permit(Finish, Finished);
        machine
            .Configure(Waiting)
            .Permit(Advance, Active)
            .Permit(Postpone, Active)
            .Permit(Skip, Active)
            .Permit(Complete, Finished)
            .Permit(Pause, Paused)
            .Permit(Block, Blocked)
            .Permit(Fail, Failed)
            .Permit(Finish, Finished);
        machine
            .Configure(Paused)
            .PermitReentry(Advance) // a person may complete the open task meanwhile
            .PermitReentry(Skip)
            .PermitReentry(Pause)
            .Permit(Resume, Active)
            .Permit(ResumePending, Pending)
            .Permit(ResumeWaiting, Waiting)
            .Permit(Complete, Finished)
            .Permit(Block, Blocked)
            .Permit(Fail, Failed)
            .Permit(Finish, Finished);
        machine
            .Configure(Blocked)
            .PermitReentry(Block)
            .Permit(Advance, Active) // a late acknowledgement settles an unknown delivery
            .Permit(Unblock, Active)
            .Permit(UnblockWaiting, Waiting)
            .Permit(Skip, Active)
            .Permit(Complete, Finished)
            .Permit(Pause, Paused)
            .Permit(Fail, Failed)
            .Permit(Finish, Finished);
        machine
            .Configure(Failed)
            .Permit(Advance, Active) // its message was given up, and the server took it after all
            .Permit(Retry, Active)
            .Permit(Skip, Active)
            .Permit(Complete, Finished)
            .Permit(Finish, Finished);
        machine.Configure(Finished);
        return machine;
    }
}
