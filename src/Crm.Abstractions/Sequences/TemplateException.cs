namespace Crm.Sequences;

/// <summary>A template is broken or over its limits.</summary>
public sealed class TemplateException(string message) : Exception(message);
