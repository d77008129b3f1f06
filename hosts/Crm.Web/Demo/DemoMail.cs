using Crm.Messages;

namespace Crm.Web.Demo;

/// <summary>Mail that a person sends outside of sequences.</summary>
internal sealed class DemoMail(DemoDirectory directory, SendEmail send) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["send"];

    /// <inheritdoc/>
    public bool MovesSequences => true;

    /// <inheritdoc/>
    public Task DoAsync(DemoEntry entry, CancellationToken cancellationToken) =>
        send.ExecuteAsync(
            directory.CallerOf(entry),
            new SendEmailInput(directory.Record(entry, entry.Required("send")), entry.Required("subject"), entry.Required("text")),
            cancellationToken
        );
}
