using Crm.Sequences.Steps;

namespace Crm.Sequences.Enrolling;

/// <summary>What one transaction decides of a list of records to enroll.</summary>
/// <param name="Records">Its records.</param>
/// <param name="Done">What the portions before have come to.</param>
/// <param name="Left">How many records come after it.</param>
internal sealed record EnrollmentPortion(IReadOnlyList<RecordRef> Records, EnrollResult Done, int Left)
{
    /// <summary>So many records are decided in one transaction, within the time that rules have; a runner whose steps enroll waits no longer than that.</summary>
    public const int Size = 500;

    /// <summary>Keys under which the portions before are kept, and are not needed any more when this one is done.</summary>
    public IReadOnlyList<string> Forgotten { get; init; } = [];

    /// <summary>What rules of plugins have answered; null before they were asked.</summary>
    public RuleAnswers? Answers { get; init; }

    /// <summary>What rules are to be asked before it can be decided.</summary>
    public IReadOnlyList<EligibilityContext> Questions { get; set; } = [];

    /// <summary>Whether no other portion was before.</summary>
    public bool IsFirst => Done.Answers.Count == 0;

    /// <summary>Whether it is the whole list.</summary>
    public bool IsWhole => IsFirst && Left == 0;
}
