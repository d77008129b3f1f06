using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit.Net.Smtp;

namespace Crm.Plugins.Mail;

/// <summary>A connection that stands, with what it has done.</summary>
internal sealed record SmtpConnection(SmtpClient Client)
{
    /// <summary>Messages sent so far.</summary>
    public int Sent { get; set; }

    /// <summary>When it was last given back, in UTC.</summary>
    public DateTimeOffset IdleSince { get; set; }
}

/// <summary>
/// Keeps connections to the one server and account for the next messages: a handshake costs several round trips. One message at a time uses a connection,
/// so many at a time as the account takes; idle ones are kept, none longer than 20 seconds or for more than 50 messages (servers count, and cut).
/// </summary>
internal sealed class SmtpConnections : IDisposable
{
    private const int MostMessages = 50;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(20);
    private readonly MailOptions options;
    private readonly TimeProvider time;
    private readonly ITimer sweep;
    private readonly ConcurrentQueue<SmtpConnection> idle = [];
    private readonly SemaphoreSlim turns;
    private bool isDisposed;

    public SmtpConnections(MailOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        turns = new SemaphoreSlim(options.Connections);
        sweep = time.CreateTimer(_ => Sweep(), null, LongestIdle, LongestIdle);
    }

    /// <summary>A connection that answers, authenticated: an idle one, else a new one. Waits while the account has as many as it takes.</summary>
    public async Task<SmtpConnection> TakeAsync(CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await FindAsync(cancellationToken);
        }
        catch
        {
            turns.Release();
            throw;
        }
    }

    private async Task<SmtpConnection> FindAsync(CancellationToken cancellationToken)
    {
        while (idle.TryDequeue(out var connection))
        {
            if (IsFresh(connection) && await AnswersAsync(connection, cancellationToken))
                return connection;
            connection.Client.Dispose();
        }
        return await OpenAsync(cancellationToken);
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
        turns.Release();
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

    /// <summary>A server may have cut an idle connection; a message must not pay for that with a delayed retry.</summary>
    private async Task<bool> AnswersAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            connection.Client.Timeout = (int)options.Timeout.TotalMilliseconds;
            await connection.Client.NoOpAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<SmtpConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds, CheckCertificateRevocation = options.ChecksRevocation };
        try
        {
            await client.ConnectAsync(await ConnectAsync(cancellationToken), options.Host, options.Port, options.Security, cancellationToken);
            if (options is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellationToken);
            // BDAT ends a message without a final dot, so there would be no moment to tell of; BINARYMIME needs it.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            return new SmtpConnection(client);
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
