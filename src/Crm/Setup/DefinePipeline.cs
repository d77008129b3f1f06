using Crm.Events;

namespace Crm.Setup;

/// <summary>A pipeline as it is to be.</summary>
/// <param name="Key">Lower-case letters, digits, underscores.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Stages">The stages in order; the first one is open.</param>
public sealed record DefinePipelineInput(string Key, string Name, IReadOnlyList<Stage> Stages);

/// <summary>What a tenant has defined.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Revision">Its revision now.</param>
public sealed record DefinitionResult(string Key, int Revision);

/// <summary>Adds a pipeline, or replaces name and stages of the one with the key. Defining what stands so already changes nothing. Publishes <c>pipeline.defined</c>.</summary>
/// <remarks>Invalid: names every wrong field. Refused: deals stand in a stage that would go (<c>stage-in-use</c>).</remarks>
public sealed class DefinePipeline : UseCase<DefinePipelineInput, DefinitionResult>
{
    private const int MaxStages = 30;

    internal DefinePipeline(UseCaseExecutor executor)
        : base(executor, "pipeline.define", Right.Administer, WorkKind.Write) { }

    private protected override async Task<DefinitionResult> DecideAsync(Work work, DefinePipelineInput input)
    {
        Check(input);
        var before = (await work.Stores.Tenancy.GetPipelinesAsync(work.Cancellation)).FirstOrDefault(pipeline => pipeline.Key == input.Key);
        if (before is not null && before.Name == input.Name && before.Stages.SequenceEqual(input.Stages))
            return new DefinitionResult(before.Key, before.Revision);
        if (before is not null)
            await RequireEmptyAsync(work, before, input);
        var after = new Pipeline
        {
            Tenant = work.Tenant,
            Key = input.Key,
            Name = input.Name,
            Stages = input.Stages,
            Revision = (before?.Revision ?? 0) + 1,
        };
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"pipeline:{after.Key}", before is null ? null : new { before.Name, before.Stages }, new { after.Name, after.Stages });
        work.Publish("pipeline.defined", null, new EventPayload.OfPipeline(after.Key));
        return new DefinitionResult(after.Key, after.Revision);
    }

    private static void Check(DefinePipelineInput input)
    {
        var check = new Problems();
        check.Key("key", input.Key);
        check.Name("name", input.Name);
        if (input.Stages.Count is 0 or > MaxStages)
            check.Add("stages", $"It must have 1–{MaxStages} stages, had {input.Stages.Count}.");
        else if (input.Stages[0].Kind != StageKind.Open)
            check.Add("stages", "The first stage must be an open one: deals begin there.");
        for (var index = 0; index < input.Stages.Count; index++)
        {
            check.Key($"stages[{index}].key", input.Stages[index].Key);
            check.Name($"stages[{index}].name", input.Stages[index].Name);
            if (input.Stages[index].Probability is { } probability && (probability is < 0 or > 100 || input.Stages[index].Kind != StageKind.Open))
                check.Add($"stages[{index}].probability", $"It must be 0–100 percent, of an open stage; was {probability}.");
        }
        foreach (var twice in input.Stages.GroupBy(stage => stage.Key).Where(group => group.Count() > 1))
            check.Add("stages", $"The stage '{twice.Key}' appears {twice.Count()} times.");
        check.ThrowIfInvalid();
    }

    private static async Task RequireEmptyAsync(Work work, Pipeline before, DefinePipelineInput input)
    {
        foreach (var gone in before.Stages.Select(stage => stage.Key).Except(input.Stages.Select(stage => stage.Key)))
        {
            // Stages of other pipelines may have the same key; then the answer is a little too careful.
            var filter = new Stores.RecordFilter { Type = RecordType.Deal, Stages = [gone] };
            if ((await work.Stores.Records.ListAsync(filter, new Stores.PageRequest(1), work.Cancellation)).Rows.Count > 0)
                throw CrmException.Refused("stage-in-use", $"Deals stand in the stage '{gone}'; move them first.");
        }
    }
}
