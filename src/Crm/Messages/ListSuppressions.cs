namespace Crm.Messages;

/// <summary>Which suppressions are listed. Null members do not narrow.</summary>
public sealed record ListSuppressionsInput
{
    /// <summary>Only of this address, or of the address with this hash.</summary>
    public string? Address { get; init; }

    /// <summary>Only of this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only for these reasons.</summary>
    public IReadOnlyCollection<SuppressionReason>? Reasons { get; init; }

    /// <summary>Which page; null: the first.</summary>
    public PageRequest? Page { get; init; }
}

/// <summary>Lists suppressed addresses, in the order of their hashes.</summary>
/// <remarks>Errors: Invalid: the address is none, or the cursor is of another list.</remarks>
public sealed class ListSuppressions : UseCase<ListSuppressionsInput, Page<SuppressionView>>
{
    internal ListSuppressions(UseCaseExecutor executor)
        : base(executor, "suppressions.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<SuppressionView>> DecideAsync(Work work, ListSuppressionsInput input)
    {
        var filter = new SuppressionFilter
        {
            Channel = input.Channel,
            AddressHash = input.Address is { } address ? SuppressedAddress.HashOf(input.Channel ?? Channels.Email, address) : null,
            Reasons = input.Reasons,
        };
        var page = await work.Stores.Messages.ListSuppressionsAsync(filter, input.Page ?? new PageRequest(), work.Cancellation);
        return new Page<SuppressionView>([.. page.Rows.Select(SuppressionView.Of)], page.Next);
    }
}
