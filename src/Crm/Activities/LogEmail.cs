using System.Text.Json;
using Crm.Plugins;

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

/// <summary>Logs a past mail: <see cref="LogActivity"/> with the type <c>crm.email</c>; refused where no such type is loaded.</summary>
public sealed class LogEmail(LogActivity log)
{
    /// <inheritdoc cref="LogActivity.ExecuteAsync"/>
    public Task<Activity> ExecuteAsync(Caller caller, LogEmailInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = new ActivityContent
        {
            Subject = input.Subject,
            Body = input.Body,
            Direction = input.Direction,
            Details = JsonSerializer.SerializeToElement(
                new
                {
                    from = input.From,
                    to = input.To,
                    cc = input.Cc,
                },
                ContractJson.Options
            ),
            OccurredAt = input.OccurredAt,
        };
        return log.ExecuteAsync(caller, new LogActivityInput("crm.email", input.Records, content), cancellationToken);
    }
}
