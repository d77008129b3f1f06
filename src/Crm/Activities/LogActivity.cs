namespace Crm.Activities;

/// <summary>What is to be written down.</summary>
/// <param name="Type">Key of a loaded type, of plugins too; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Records">The records it is about, 1 to 50; something to do may stand alone.</param>
/// <param name="Content">What it says.</param>
public sealed record LogActivityInput(string Type, IReadOnlyList<RecordRef> Records, ActivityContent Content);

/// <summary>Writes down an activity of any type. Publishes <c>activity.logged</c>.</summary>
/// <remarks>Invalid: the type is not loaded, or a member is wrong; every wrong member is named. NotFound: a record is unknown or not for the caller to see.</remarks>
public sealed class LogActivity : UseCase<LogActivityInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LogActivity(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activity.log", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, LogActivityInput input) =>
        work.LogAsync(plugins, input.Type, input.Records, input.Content);
}
