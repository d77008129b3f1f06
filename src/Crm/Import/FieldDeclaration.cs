namespace Crm.Import;

/// <summary>A custom field to declare.</summary>
public sealed record FieldDeclaration(string Key, string Label, CustomFieldKind Kind, bool IsIndexed);
