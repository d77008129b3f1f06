using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Tests.Hosts.Torture;

/// <summary>Stands between workers and the real SMTP server, and can let a worker die, or hold it, at a moment that only the wire knows.</summary>
internal sealed class SmtpTap : IAsyncDisposable
{
    /// <summary>Half of a message's text is with the server.</summary>
    public const string MidPayload = "smtp.payload";

    /// <summary>The server has the message and has said so; the worker has not heard it.</summary>
    public const string AfterFinalDot = "smtp.dot";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;
    private string? site;
    private int left;
    private Func<Task<bool>>? act;
    private TaskCompletionSource released = new();

    public SmtpTap((string Host, int Port) server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Kills when the site is reached for the count-th time from now on.</summary>
    public void Arm(string at, int count, Action by) =>
        Arm(
            at,
            count,
            () =>
            {
                by();
                return Task.FromResult(false);
            }
        );

    /// <summary>Holds the talk that reaches the site for the count-th time from now on, until <see cref="Release"/>; the others go on.</summary>
    /// <returns>Done as soon as it is held.</returns>
    public Task Hold(string at, int count)
    {
        var reached = new TaskCompletionSource();
        released = new TaskCompletionSource();
        Arm(
            at,
            count,
            async () =>
            {
                reached.SetResult();
                await released.Task.WaitAsync(closing.Token);
                return true;
            }
        );
        return reached.Task;
    }

    /// <summary>Lets the held talk go on.</summary>
    public void Release() => released.SetResult();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private void Arm(string at, int count, Func<Task<bool>> what) => (act, left, site) = (what, count, at);

    private bool IsReached(string at) => site == at && Interlocked.Decrement(ref left) == 0;

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient worker)
    {
        using (worker)
        using (var upstream = new TcpClient { NoDelay = true })
        {
            try
            {
                worker.NoDelay = true;
                await upstream.ConnectAsync(server.Host, server.Port, closing.Token);
                var talk = new Talk(this, worker.GetStream(), upstream.GetStream());
                await Task.WhenAny(talk.UpAsync(closing.Token), talk.DownAsync(closing.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side went away.
            }
        }
    }

    private sealed class Talk(SmtpTap tap, NetworkStream worker, NetworkStream upstream)
    {
        private volatile bool isText;
        private volatile bool isFinalReplyDue;
        private string tail = "";

        public async Task UpAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await worker.ReadAsync(buffer, cancellationToken)) > 0; )
            {
                var passed = 0;
                if (isText)
                {
                    if (tap.IsReached(MidPayload))
                    {
                        passed = read / 2;
                        await upstream.WriteAsync(buffer.AsMemory(0, passed), cancellationToken);
                        if (!await tap.act!())
                            return;
                    }
                    tail += Encoding.Latin1.GetString(buffer, 0, read);
                    if (tail.EndsWith("\r\n.\r\n", StringComparison.Ordinal))
                        (isText, isFinalReplyDue, tail) = (false, true, "");
                }
                await upstream.WriteAsync(buffer.AsMemory(passed, read - passed), cancellationToken);
            }
        }

        public async Task DownAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await upstream.ReadAsync(buffer, cancellationToken)) > 0; )
            {
                var reply = Encoding.Latin1.GetString(buffer, 0, read);
                if (reply.StartsWith("354", StringComparison.Ordinal))
                    isText = true;
                if (isFinalReplyDue)
                {
                    isFinalReplyDue = false;
                    if (tap.IsReached(AfterFinalDot) && !await tap.act!())
                        return;
                }
                await worker.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
