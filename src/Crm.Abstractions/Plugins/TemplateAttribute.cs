namespace Crm.Plugins;

/// <summary>The setting is a Liquid template that the engine renders and keeps in revisions; a tag in it without value blocks the enrollment and is named.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TemplateAttribute : Attribute;
