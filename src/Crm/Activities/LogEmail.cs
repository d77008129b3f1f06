using System.Text.Json;
using Crm.Activities.Types;

namespace Crm.Activities;

/// <summary>A mail that was sent or received elsewhere; nothing is sent.</summary>
/// <param name="Records">The records it is about, 1 to 50.</param>
/// <param name="Subject">Its subject.</param>
public sealed record LogEmailInput(IReadOnlyList<RecordRef> Records, string Subject)
{
    /// <summary>Its text.</summary>
    public string? Body { get; init; }

    /// <summary>Who wrote it.</summary>
    public ActivityDirection Direction { get; init; } = ActivityDirection.Outbound;

    /// <summary>The sender's address, or null where it is not known.</summary>
    public string? From { get; init; }

    /// <summary>The recipients' addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The addresses of those who got a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>When it was sent or received; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs an email of the past: <see cref="LogActivity"/> with the type <c>crm.email</c>. Publishes <c>activity.logged</c>.</summary>
/// <remarks>See <see cref="LogActivity"/>.</remarks>
public sealed class LogEmail : UseCase<LogEmailInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LogEmail(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "email.log", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, LogEmailInput input) =>
        work.LogAsync(
            plugins,
            EmailActivity.Key,
            input.Records,
            new ActivityContent
            {
                Subject = input.Subject,
                Body = input.Body,
                Direction = input.Direction,
                Details = JsonSerializer.SerializeToElement(
                    new EmailDetails
                    {
                        From = input.From,
                        To = input.To,
                        Cc = input.Cc,
                    },
                    ContractJson.Options
                ),
                OccurredAt = input.OccurredAt,
            }
        );
}
