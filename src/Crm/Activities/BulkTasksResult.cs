namespace Crm.Activities;

/// <summary>What became of several tasks.</summary>
/// <param name="Changed">The tasks that were changed, in the order in which they were named.</param>
/// <param name="Refused">The tasks that were not changed, with the reason, such as <c>task-not-open</c>, <c>draft</c>, <c>call</c>.</param>
public sealed record BulkTasksResult(IReadOnlyList<ActivityView> Changed, IReadOnlyList<Refusal> Refused);
