using Crm.Plugins;

namespace Crm.Sequences.Definition;

/// <summary>Writes a delay as <c>2 business days</c>.</summary>
internal sealed class DelayJsonConverter : TextJsonConverter<Delay>
{
    /// <inheritdoc/>
    protected override string? Pattern => "^[0-9]+ (minutes?|hours?|days?|business days?)$|^0$";

    /// <inheritdoc/>
    protected override string Expected => "A delay is expected, such as '2 business days', '30 minutes' or '0', at most a year";

    /// <inheritdoc/>
    protected override bool TryParse(string text, out Delay value) => Delay.TryParse(text, out value, out _);
}
