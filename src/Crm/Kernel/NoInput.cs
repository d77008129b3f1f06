namespace Crm.Kernel;

/// <summary>The input of a use case that takes none.</summary>
public sealed record NoInput;
