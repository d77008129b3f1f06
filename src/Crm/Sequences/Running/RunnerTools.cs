using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>What watches a runner.</summary>
/// <param name="Waypoints">Where a test may let the process die.</param>
/// <param name="Logger">The runner's log.</param>
internal sealed record RunnerTools(Waypoints Waypoints, ILogger<SequenceRunner> Logger);
