namespace Crm.Stores;

/// <summary>The store as use cases of one scope see it: within the host's own transaction where the scope was enlisted in one. Scoped; optional.</summary>
public interface IScopedCrmStore : ICrmStore;
