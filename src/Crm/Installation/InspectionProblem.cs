namespace Crm.Installation;

/// <summary>Something that keeps work from going on.</summary>
/// <param name="Code">What kind of problem, for programs: <c>database</c>, <c>schema-old</c>, <c>schema-new</c>, <c>not-set-up</c>, <c>plugin-refused</c>, <c>plugin-lacking</c>, <c>restored</c>, <c>mailbox-inactive</c>, <c>channel</c> or <c>invariant</c>.</param>
/// <param name="Message">The problem in words; a host adds what to do about it.</param>
public sealed record InspectionProblem(string Code, string Message);
