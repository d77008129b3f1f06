using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Web.Demo;

/// <summary>
/// A company that somebody made up, with two months of work: records come from the files in <c>hosts/demo</c>, as an import brings them, and what people did since is told by the stories beside them.
/// </summary>
internal sealed class DemoData(DemoTenant tenant, DemoFiles files, DemoDirectory directory, DemoReplay replay, ListSequences sequences)
{
    /// <summary>Who brings it in.</summary>
    public static readonly Caller Caller = new(TenantId.From("default"), Actor.System("demo"));

    /// <summary>The morning on which the company began to work with Crm: two months ago.</summary>
    private const string FirstDay = "-45 07:30";

    /// <summary>A draft of a sequence, the last that the stories tell: where it is missing, the demo was not brought in to its end.</summary>
    private const string Last = "win-back";

    /// <summary>Brings it in where it is not there; what people changed since stays as it is.</summary>
    /// <exception cref="CrmException">Refused: the database holds a tenant that is no demo, or a demo that was not brought in to its end.</exception>
    public async Task EnsureAsync(DemoClock clock, CancellationToken cancellationToken)
    {
        if (await tenant.IsThereAsync(cancellationToken))
        {
            if ((await sequences.ExecuteAsync(Caller, new NoInput(), cancellationToken)).All(one => one.Sequence.Key != Last))
                throw CrmException.Refused(
                    "demo-incomplete",
                    "The demo's data is incomplete, because the program was stopped while it brought it in. Delete its database and mail (the folder crm-data/demo, or the one that Crm:Data names), then start it again."
                );
            return;
        }
        var days = new DemoDays(clock.GetUtcNow());
        try
        {
            clock.StandAt(days.Moment(FirstDay));
            await tenant.SetUpAsync(cancellationToken);
            await files.ImportAllAsync(days, cancellationToken);
            await directory.LoadAsync(cancellationToken);
            await replay.RunAsync(days, cancellationToken);
        }
        finally
        {
            clock.Release();
        }
    }
}
