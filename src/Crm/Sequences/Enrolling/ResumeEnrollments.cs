using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Which enrollments go on. Null members do not narrow; a cause or a sequence must be named.</summary>
public sealed record ResumeEnrollmentsInput
{
    /// <summary>Only those that this blocks or holds, such as <c>mailbox:{id}</c>, or a handler by its key.</summary>
    public string? Cause { get; init; }

    /// <summary>Only of the sequence with this key.</summary>
    public string? Sequence { get; init; }

    /// <summary>Only in this state: Blocked or Paused.</summary>
    public EnrollmentState State { get; init; } = EnrollmentState.Blocked;

    /// <summary>Why, in words, at most 500 characters; null for none.</summary>
    public string? Why { get; init; }
}

/// <summary>What went on.</summary>
/// <param name="Resumed">How many go on.</param>
/// <param name="Unanswered">How many stay blocked, since nobody knows whether their message was delivered: a person answers for the message first.</param>
public sealed record ResumedEnrollments(int Resumed, int Unanswered);

/// <summary>
/// Lets blocked or paused enrollments go on that have something in common, all at once; those that the caller may not see stay as they are. Publishes <c>enrollment.resumed</c> for each.
/// </summary>
/// <remarks>NotFound: no such sequence. Invalid: neither cause nor sequence, another state, or too many words.</remarks>
public sealed class ResumeEnrollments : UseCase<ResumeEnrollmentsInput, ResumedEnrollments>
{
    private const int PageSize = 200;

    internal ResumeEnrollments(UseCaseExecutor executor)
        : base(executor, "enrollments.resume", Right.Enroll, WorkKind.Write) { }

    private protected override async Task<ResumedEnrollments> DecideAsync(Work work, ResumeEnrollmentsInput input)
    {
        Check(input);
        var held = await FindAsync(work, input);
        var unanswered = held.Where(enrollment => enrollment.Cause?.StartsWith("message:", StringComparison.Ordinal) == true).ToHashSet();
        var going = held.Where(enrollment => !unanswered.Contains(enrollment)).ToList();
        var executions = await work.Stores.Sequences.GetExecutionsByIdAsync([.. going.Select(StepExecutionIds.Of)], work.Cancellation);
        var planning = new Planning { Records = [], Executions = executions.ToDictionary(execution => execution.Id) };
        EnrollmentMove move = input.State == EnrollmentState.Paused ? new EnrollmentMove.Resume(input.Why) : new EnrollmentMove.Unblock(input.Why);
        foreach (var enrollment in going)
            Enrollments.Move(work, planning, enrollment, move);
        return new ResumedEnrollments(going.Count, unanswered.Count);
    }

    private static void Check(ResumeEnrollmentsInput input)
    {
        if (input.Cause is null && input.Sequence is null)
            throw CrmException.Invalid("cause", "Name a cause or a sequence: what goes on must have something in common.");
        if (input.State is not (EnrollmentState.Blocked or EnrollmentState.Paused))
            throw CrmException.Invalid("state", $"Only Blocked and Paused enrollments are resumed, was {input.State}.");
        if (input.Why is { Length: > EnrollmentWork.LongestWhy })
            throw CrmException.Invalid("why", $"It may have {EnrollmentWork.LongestWhy} characters at most, had {input.Why.Length}.");
    }

    private static async Task<List<Enrollment>> FindAsync(Work work, ResumeEnrollmentsInput input)
    {
        var sequence = input.Sequence is { } key
            ? await work.Stores.Sequences.FindAsync(key, work.Cancellation) ?? throw CrmException.NotFound("sequence", key)
            : null;
        var filter = new EnrollmentFilter
        {
            Sequence = sequence?.Id,
            States = [input.State],
            Cause = input.Cause,
            VisibleOwners = work.Access.VisibleOwners,
        };
        var found = new List<Enrollment>();
        string? after = null;
        do
        {
            var page = await work.Stores.Sequences.ListEnrollmentsAsync(filter, new PageRequest(PageSize, after), work.Cancellation);
            found.AddRange(page.Rows);
            after = page.Next;
        } while (after is not null);
        return found;
    }
}
