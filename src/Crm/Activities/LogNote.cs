namespace Crm.Activities;

/// <summary>Something worth writing down.</summary>
/// <param name="Records">The records it is about, 1 to 50.</param>
/// <param name="Body">The note, as plain text.</param>
public sealed record LogNoteInput(IReadOnlyList<RecordRef> Records, string Body)
{
    /// <summary>One line; null takes the type's label.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs a note: <see cref="LogActivity"/> with the type <c>crm.note</c>; refused where no such type is loaded. Publishes <c>activity.logged</c>.</summary>
/// <remarks>See <see cref="LogActivity"/>.</remarks>
public sealed class LogNote : UseCase<LogNoteInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LogNote(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "note.log", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, LogNoteInput input) =>
        work.LogAsync(
            plugins,
            "crm.note",
            input.Records,
            new ActivityContent
            {
                Subject = input.Subject,
                Body = input.Body,
                OccurredAt = input.OccurredAt,
            }
        );
}
