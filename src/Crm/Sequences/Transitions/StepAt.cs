namespace Crm.Sequences.Transitions;

/// <summary>A step's execution and the enrollment that stands at it.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="Enrollment">The enrollment; null where it is finished or stands elsewhere.</param>
internal sealed record StepAt(StepExecution Execution, Enrollment? Enrollment);
