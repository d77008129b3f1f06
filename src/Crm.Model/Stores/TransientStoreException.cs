namespace Crm.Stores;

/// <summary>The database did not answer, a deadlock was broken, a connection was lost. Trying again may help.</summary>
public sealed class TransientStoreException(string message, Exception inner) : Exception(message, inner);
