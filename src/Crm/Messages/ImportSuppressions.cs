using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Crm.Events;
using Crm.Import;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>A file of suppressed addresses.</summary>
public sealed record ImportSuppressionsInput : IFileInput
{
    /// <summary>
    /// A CSV file with a column <c>address</c> or <c>hash</c>, and, where they are given, <c>channel</c> (else email), <c>reason</c> (else optedOut) and <c>since</c> (else now). The caller disposes it.
    /// </summary>
    [JsonIgnore]
    public Stream? Content { get; init; }

    /// <summary>The file's name, or null.</summary>
    public string? FileName { get; init; }

    /// <inheritdoc/>
    public object WithFile(Stream content, string fileName) => this with { Content = content, FileName = fileName };
}

/// <summary>What a file of suppressed addresses came to.</summary>
/// <param name="New">Addresses that were not suppressed before.</param>
/// <param name="Changed">Addresses whose reason is a stronger one now.</param>
/// <param name="Same">Addresses that were suppressed already.</param>
/// <param name="Finished">Enrollments that it finished.</param>
public sealed record ImportedSuppressions(int New, int Changed, int Same, int Finished);

/// <summary>
/// Suppresses all addresses of a file, or none where a row is wrong, and finishes their live enrollments; a second import changes nothing. Publishes <c>address.suppressed</c> for each that is new.
/// </summary>
/// <remarks>Errors: Invalid: no file, or the wrong columns and rows of it, with their lines.</remarks>
public sealed class ImportSuppressions : UseCase<ImportSuppressionsInput, ImportedSuppressions>
{
    private readonly PluginCatalog plugins;

    internal ImportSuppressions(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "suppressions.import", Right.Import, WorkKind.Write) => this.plugins = plugins;

    /// <summary>The file's content counts, too.</summary>
    private protected override byte[] HashOf(ImportSuppressionsInput input)
    {
        var content = ContentOf(input);
        content.Position = 0;
        return SHA256.HashData([.. base.HashOf(input), .. SHA256.HashData(content)]);
    }

    private protected override async Task<ImportedSuppressions> DecideAsync(Work work, ImportSuppressionsInput input)
    {
        var content = ContentOf(input);
        content.Position = 0;
        var file = new SuppressionFile(work);
        await file.ReadAsync(plugins.ImportFormat("csv").ReadAsync(content, work.Cancellation));
        var (added, changed, same) = (new List<Suppression>(), new List<Suppression>(), 0);
        foreach (var channel in file.Rows.GroupBy(row => row.Channel))
        {
            var hashes = channel.Select(row => row.AddressHash).ToList();
            var known = (await work.Stores.Messages.GetSuppressionsAsync(channel.Key, hashes, work.Cancellation)).ToDictionary(row => row.AddressHash);
            foreach (var row in channel)
            {
                if (!known.TryGetValue(row.AddressHash, out var before))
                    added.Add(row);
                else if (Suppressions.IsFinal(row.Reason) && !Suppressions.IsFinal(before.Reason))
                    changed.Add(row);
                else
                    same++;
            }
        }
        added.ForEach(work.Changes.InsertIfAbsent);
        changed.ForEach(work.Changes.Update);
        List<Suppression> held = [.. added, .. changed];
        var finished = await FinishAsync(work, held, file.Addresses);
        foreach (var row in held)
            work.Publish("address.suppressed", null, new EventPayload.OfSuppression(row.AddressHash, row.Channel, row.Reason));
        var result = new ImportedSuppressions(added.Count, changed.Count, same, finished);
        if (!work.Changes.IsEmpty)
            work.Audit("suppressions", null, new { file = input.FileName, result });
        return result;
    }

    /// <summary>Finishes who is written to at the addresses: by the enrollment, or because the person has it. Enrollments know addresses of the email channel only.</summary>
    private static async Task<int> FinishAsync(Work work, IEnumerable<Suppression> held, IReadOnlySet<string> addresses)
    {
        var reasons = held.Where(row => row.Channel == Channels.Email).ToDictionary(row => row.AddressHash, row => row.Reason);
        var people = (
            await work.Stores.Records.FindByContactPointAsync(
                ContactPointKind.Email,
                [.. addresses.Where(address => reasons.TryGetValue(AddressHash.Of(address), out var reason) && reason != SuppressionReason.Bounced)],
                work.Cancellation
            )
        )
            .Select(match => match.Record.Id)
            .ToHashSet();
        var live = await work.Stores.Sequences.FindEnrollmentsAsync(people, reasons.Keys, liveOnly: true, work.Cancellation);
        var finished = 0;
        foreach (var group in live.GroupBy(enrollment => ReasonOf(enrollment.AddressHash)))
            finished += (await Enrollments.FinishAsync(work, [.. group], group.Key, "The address is suppressed.")).Count;
        return finished;

        FinishReason ReasonOf(string? hash) =>
            hash is not null && reasons.TryGetValue(hash, out var reason) && reason == SuppressionReason.Bounced ? FinishReason.Bounced : FinishReason.OptedOut;
    }

    private static Stream ContentOf(ImportSuppressionsInput input) => input.Content ?? throw CrmException.Invalid("file", "No file was given.");
}
