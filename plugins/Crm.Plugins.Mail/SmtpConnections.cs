using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit.Net.Smtp;

namespace Crm.Plugins.Mail;

/// <summary>A connection that stands, with what it has done.</summary>
internal sealed class SmtpConnection(SmtpClient client)
{
    /// <summary>MailKit's end of it.</summary>
    public SmtpClient Client { get; set; } = client;

    /// <summary>Messages sent so far.</summary>
    public int Sent { get; set; }

    /// <summary>When it was last given back, in UTC.</summary>
    public DateTimeOffset IdleSince { get; set; }
}

/// <summary>
/// Keeps connections to the one server and account for the next messages: a handshake costs several round trips. One message at a time uses a connection, and the
/// engine hands over so many at a time as the account takes; idle ones are kept, none longer than 20 seconds or for more than 50 messages (servers count, and cut).
/// </summary>
internal sealed class SmtpConnections : IDisposable
{
    private const int MostMessages = 50;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(20);
    private readonly MailOptions options;
    private readonly TimeProvider time;
    private readonly ITimer sweep;
    private readonly ConcurrentQueue<SmtpConnection> idle = [];
    private bool isDisposed;

    public SmtpConnections(MailOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        sweep = time.CreateTimer(_ => Sweep(), null, LongestIdle, LongestIdle);
    }

    /// <summary>A connection, authenticated: an idle one, which the server may have cut, else a new one.</summary>
    public async Task<SmtpConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (idle.TryDequeue(out var connection))
        {
            if (IsFresh(connection))
            {
                connection.Client.Timeout = (int)options.Timeout.TotalMilliseconds;
                return connection;
            }
            connection.Client.Dispose();
        }
        return new SmtpConnection(await ConnectClientAsync(cancellationToken));
    }

    /// <summary>Puts a new line in the place of one that the server has cut. Asking each time whether it still stands would cost every message a round trip.</summary>
    public async Task ReopenAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        connection.Client.Dispose();
        connection.Sent = 0;
        connection.Client = await ConnectClientAsync(cancellationToken);
    }

    /// <summary>Gives a connection back after a reply; one that is used up or broken is closed.</summary>
    public void Return(SmtpConnection connection)
    {
        connection.Sent++;
        connection.IdleSince = time.GetUtcNow();
        if (connection.Client.IsConnected && connection.Sent < MostMessages && !isDisposed)
            idle.Enqueue(connection);
        else
            connection.Client.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        sweep.Dispose();
        while (idle.TryDequeue(out var connection))
            connection.Client.Dispose();
    }

    private bool IsFresh(SmtpConnection connection) => time.GetUtcNow() - connection.IdleSince < LongestIdle;

    private void Sweep()
    {
        for (var count = idle.Count; count > 0 && idle.TryDequeue(out var connection); count--)
            if (IsFresh(connection))
                idle.Enqueue(connection);
            else
                connection.Client.Dispose();
    }

    private async Task<SmtpClient> ConnectClientAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds, CheckCertificateRevocation = options.ChecksRevocation };
        try
        {
            await client.ConnectAsync(await ConnectAsync(cancellationToken), options.Host, options.Port, options.Security, cancellationToken);
            if (options is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellationToken);
            // BDAT ends a message without a final dot, so there would be no moment to tell of; BINARYMIME needs it.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A line without Nagle's algorithm, which MailKit's own has: the message is flushed before its final dot, and the dot would wait for the server's acknowledgement of what went before, which the server
    /// delays, 40 milliseconds for each message.
    /// </summary>
    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, limit.Token);
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"The server did not answer within {options.Timeout}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
