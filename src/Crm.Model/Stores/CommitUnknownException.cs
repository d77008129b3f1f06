namespace Crm.Stores;

/// <summary>The answer to a commit was lost: it may have happened or not. Never to be repeated without looking; the rows tell.</summary>
public sealed class CommitUnknownException(Exception inner) : Exception("The database did not confirm the commit.", inner);
