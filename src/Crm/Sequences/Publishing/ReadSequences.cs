using Crm.Sequences.Definition;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;

namespace Crm.Sequences;

/// <summary>Lists all sequences with how many enrollments stand where, by name. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ListSequences(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    public Task<IReadOnlyList<SequenceFigures>> ExecuteAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return executor.ReadAsync(caller, Right.ReadRecords, work => work.Stores.Sequences.ListAsync(cancellationToken), cancellationToken);
    }
}

/// <summary>Which sequence.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Version">A version's number; null for the published one, or the draft where none is.</param>
public sealed record SequenceQuery(string Key, int? Version = null);

/// <summary>A sequence with one of its definitions.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Definition">The definition asked for.</param>
/// <param name="Version">The version it belongs to; null for the draft.</param>
/// <param name="Versions">All versions, the newest first.</param>
/// <param name="Texts">The texts that count now, of the version's steps.</param>
public sealed record SequenceView(
    Sequence Sequence,
    SequenceDefinition Definition,
    SequenceVersion? Version,
    IReadOnlyList<SequenceVersion> Versions,
    IReadOnlyList<StepText> Texts
);

/// <summary>Shows a sequence. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class GetSequence(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: no such sequence or version.</exception>
    public Task<SequenceView> ExecuteAsync(Caller caller, SequenceQuery input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(caller, Right.ReadRecords, work => ReadAsync(work, input, cancellationToken), cancellationToken);
    }

    internal static async Task<SequenceView> ReadAsync(Work work, SequenceQuery input, CancellationToken cancellationToken)
    {
        var sequence = await work.Stores.Sequences.FindAsync(input.Key, cancellationToken) ?? throw CrmException.NotFound("sequence", input.Key);
        var versions = await work.Stores.Sequences.GetVersionsOfAsync(sequence.Id, cancellationToken);
        var version = versions.FirstOrDefault(row => input.Version is { } number ? row.Number == number : row.Id == sequence.Published);
        if (version is null && input.Version is { } wanted)
            throw CrmException.NotFound($"version of the sequence '{input.Key}'", wanted.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var texts = version is null ? [] : await work.Stores.Sequences.GetTextsAsync([version.Id], cancellationToken);
        return new SequenceView(sequence, SequenceDefinition.FromJson(version?.Definition ?? sequence.Draft), version, versions, texts);
    }
}

/// <summary>Writes a sequence as a YAML file, with the texts that count now. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ExportSequence(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: no such sequence or version.</exception>
    public Task<string> ExecuteAsync(Caller caller, SequenceQuery input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(caller, Right.ReadRecords, work => ExportAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<string> ExportAsync(Work work, SequenceQuery input, CancellationToken cancellationToken)
    {
        var view = await GetSequence.ReadAsync(work, input, cancellationToken);
        var texts = view.Texts.ToDictionary(text => text.StepKey);
        return SequenceYaml.Write(
            view.Definition with
            {
                Steps =
                [
                    .. view.Definition.Steps.Select(step => step with { Settings = CurrentSettings.Of(step, texts.GetValueOrDefault(step.Key)).Settings }),
                ],
            }
        );
    }
}
