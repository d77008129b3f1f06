using Crm.Sequences.Steps;

namespace Crm.Sequences;

/// <summary>What the sender of messages needs of sequences.</summary>
public sealed class StepEngine
{
    internal StepEngine(Enrollments enrollments, PluginGuard guard, BatchLoader loader) => (Enrollments, Guard, Loader) = (enrollments, guard, loader);

    internal Enrollments Enrollments { get; }

    internal PluginGuard Guard { get; }

    internal BatchLoader Loader { get; }
}
