using System.Globalization;
using Crm.Hosting;
using Crm.Messages;
using Crm.Records;

namespace Crm.Web.Demo;

/// <summary>
/// Sends a mail whose outcome nobody knows. The mail folder breaks off where a server would fall silent, after the point of no return: a folder stands where the mail's file should be. What the engine
/// makes of that is its own.
/// </summary>
internal sealed class DemoLostMail(ListMessages messages, DueWork due, TimeProvider time, IConfiguration configuration)
{
    /// <summary>Sends a queued mail so.</summary>
    public async Task SendAsync(MessageId id, RecordId record, CancellationToken cancellationToken)
    {
        var queued = new ListMessagesInput { Record = record, States = [MessageState.Queued] };
        var message = (await messages.ExecuteAsync(DemoData.Caller, queued, cancellationToken)).Rows.Single(one => one.Id == id);
        var name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}-{message.WireId}.eml");
        var obstacle = Directory.CreateDirectory(Path.Combine(configuration["Crm:Plugins:Settings:crm_mail:Folder"]!, name));
        await due.RunUntilIdleAsync(progress: null, cancellationToken);
        obstacle.Delete();
    }
}
