using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Crm.Tests.Plugins.Mail;

/// <summary>Where the server cuts the connection.</summary>
internal enum Cut
{
    Never,
    AtOnce,
    AfterRecipient,
    InsidePayload,
    AfterFinalDot,
    AfterFinalReply,
}

/// <summary>An SMTP server that answers as told and can cut the connection at any point.</summary>
internal sealed class ScriptedSmtp : IDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource end = new();
    private readonly StringBuilder raw = new();
    private readonly List<string> messages = [];
    private readonly List<string> commands = [];
    private int open;

    /// <summary>Listens at once.</summary>
    /// <param name="port">0: any that is free.</param>
    public ScriptedSmtp(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        // Small, so that a payload does not vanish in buffers before it is cut.
        listener.Server.ReceiveBufferSize = 4096;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public string[] Extensions { get; init; } = ["PIPELINING", "SIZE 50000000", "8BITMIME", "CHUNKING", "BINARYMIME", "ENHANCEDSTATUSCODES"];
    public string Greeting { get; init; } = "220 ready";
    public string Auth { get; init; } = "235 2.7.0 welcome";
    public string Sender { get; init; } = "250 2.1.0 ok";
    public string Recipient { get; init; } = "250 2.1.5 ok";
    public string Data { get; init; } = "354 go on";
    public string Final { get; init; } = "250 2.0.0 queued as 1";

    /// <summary>What it answers to a command, such as MAIL, on a connection that has carried a message already; then it cuts.</summary>
    public (string Command, string Reply)? Later { get; init; }

    /// <summary>Speaks TLS from the first byte where set.</summary>
    public X509Certificate2? Certificate { get; init; }
    public bool IsSilentAfterFinalDot { get; init; }
    public Cut Cut { get; set; }
    public int Connections { get; private set; }

    /// <summary>How many conversations were open at the same time at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>From the last line of each message to its final dot.</summary>
    public ConcurrentQueue<TimeSpan> DotDelays { get; } = new();

    /// <summary>Messages whose final dot arrived.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (messages)
                return [.. messages];
        }
    }

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (commands)
                return [.. commands];
        }
    }

    /// <summary>What of payloads arrived so far.</summary>
    public string Raw
    {
        get
        {
            lock (raw)
                return raw.ToString();
        }
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Stop();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                Connections++;
                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref open));
                _ = TalkAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
            try
            {
                await ConverseAsync(client);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException) { }
            finally
            {
                Interlocked.Decrement(ref open);
            }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (Certificate is not null)
        {
            var secured = new SslStream(stream);
            await secured.AuthenticateAsServerAsync(Certificate);
            stream = secured;
        }
        var reader = new StreamReader(stream, Encoding.Latin1);
        Task Say(string line) => stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), end.Token).AsTask();
        if (Cut == Cut.AtOnce)
            return;
        await Say(Greeting);
        var isKept = false;
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            lock (commands)
                commands.Add(line);
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (isKept && Later is { } later && later.Command == command)
            {
                await Say(later.Reply);
                return;
            }
            switch (command)
            {
                case "EHLO":
                    var lines = Extensions.Prepend("localhost").ToList();
                    for (var index = 0; index < lines.Count; index++)
                        await Say((index < lines.Count - 1 ? "250-" : "250 ") + lines[index]);
                    break;
                case "AUTH":
                    await Say(Auth);
                    break;
                case "MAIL":
                    await Say(Sender);
                    break;
                case "RCPT":
                    if (Cut == Cut.AfterRecipient)
                        return;
                    await Say(Recipient);
                    break;
                case "DATA":
                    await Say(Data);
                    if (Data.StartsWith('3') && !await TakeAsync(client, reader, Say))
                        return;
                    isKept = true;
                    break;
                case "QUIT":
                    await Say("221 bye");
                    return;
                default:
                    await Say("250 2.0.0 ok");
                    break;
            }
        }
    }

    private async Task<bool> TakeAsync(TcpClient client, StreamReader reader, Func<string, Task> say)
    {
        var message = new StringBuilder();
        var last = Stopwatch.GetTimestamp();
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            lock (raw)
                raw.Append(line).Append("\r\n");
            if (line == ".")
            {
                DotDelays.Enqueue(Stopwatch.GetElapsedTime(last));
                lock (messages)
                    messages.Add(message.ToString());
                if (Cut == Cut.AfterFinalDot)
                    return false;
                if (IsSilentAfterFinalDot)
                    await Task.Delay(Timeout.Infinite, end.Token);
                await say(Final);
                return Cut != Cut.AfterFinalReply;
            }
            last = Stopwatch.GetTimestamp();
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (Cut == Cut.InsidePayload && message.Length > 20_000)
            {
                client.LingerState = new LingerOption(true, 0);
                return false;
            }
        }
        return false;
    }
}
