namespace Crm.Messages;

/// <summary>A suppressed address as people see it: by its hash, since the address itself is not kept.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="AddressHash">SHA-256 of the address, 64 hexadecimal digits; see <see cref="Messages.AddressHash"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Source">What led to it, such as a message's id or an actor.</param>
public sealed record SuppressionView(string Channel, string AddressHash, SuppressionReason Reason, DateTimeOffset Since, string Source)
{
    internal static SuppressionView Of(Suppression row) => new(row.Channel, row.AddressHash, row.Reason, row.Since, row.Source);
}
