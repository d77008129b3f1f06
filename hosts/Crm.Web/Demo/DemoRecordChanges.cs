using System.Globalization;
using Crm.Messages;
using Crm.Records;

namespace Crm.Web.Demo;

/// <summary>Deals that move, fields that change, leads that become contacts, addresses that get nothing more.</summary>
internal sealed class DemoRecordChanges(DemoDirectory directory, MoveDeal move, UpdateRecord update, ConvertLead convert, SuppressAddress suppress) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["move", "change", "convert", "suppress"];

    /// <inheritdoc/>
    public bool MovesSequences => false;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var caller = directory.CallerOf(entry);
        var what = entry.Required(entry.Verb);
        switch (entry.Verb)
        {
            case "move":
                await move.ExecuteAsync(caller, new MoveDealInput(directory.Record(entry, what).Id, entry.Required("to"), entry["why"]), cancellationToken);
                break;
            case "change":
                var fields = entry.Pairs("fields").ToDictionary(field => field.Key, field => ValueOf(field.Key, field.Value));
                await update.ExecuteAsync(
                    caller,
                    new UpdateRecordInput(directory.Record(entry, what), null, new RecordInput { Fields = fields }),
                    cancellationToken
                );
                break;
            case "convert":
                await convert.ExecuteAsync(caller, new ConvertLeadInput(directory.Record(entry, what).Id) { Deal = DealOf(entry) }, cancellationToken);
                await directory.LoadAsync(cancellationToken);
                break;
            default:
                await suppress.ExecuteAsync(caller, new SuppressAddressInput(entry.Address(what), entry.Word<SuppressionReason>("reason")), cancellationToken);
                break;
        }
    }

    private FieldValue? ValueOf(string field, string value) => field == "owner" ? directory.Member(value).Id : value;

    private static DealInput DealOf(DemoEntry entry) =>
        new()
        {
            Name = entry.Required("deal"),
            Amount = decimal.Parse(entry.Required("amount"), CultureInfo.InvariantCulture),
            Currency = entry["currency"],
            ExpectedClose = entry.Moment("expected") is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : null,
            Custom = new Dictionary<string, FieldValue?> { ["product"] = entry["product"] },
        };
}
