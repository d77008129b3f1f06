namespace Crm.Installation;

/// <summary>The stages that deals go through.</summary>
/// <param name="Key">The pipeline's key, such as <c>sales</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Stages">The stages in order.</param>
/// <param name="Revision">Grows with each change.</param>
public sealed record PipelineView(string Key, string Name, IReadOnlyList<Stage> Stages, int Revision)
{
    internal static PipelineView Of(Pipeline row) => new(row.Key, row.Name, row.Stages, row.Revision);
}
