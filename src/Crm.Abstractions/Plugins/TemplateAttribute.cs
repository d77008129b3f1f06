namespace Crm.Plugins;

/// <summary>Marks a setting as a Liquid template, which the engine renders and which can be revised after publishing. A tag without a value blocks the enrollment, and the reason names the tag.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TemplateAttribute : Attribute;
