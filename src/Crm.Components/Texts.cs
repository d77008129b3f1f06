namespace Crm.Components;

/// <summary>Names the components' texts: <c>Texts.resx</c> and its translations. A text's key is its English wording.</summary>
internal sealed class Texts;
