using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Bench;

/// <summary>A mail server in this process that takes everything at once, and counts it.</summary>
internal sealed class BenchSmtp : IDisposable
{
    private static readonly byte[] End = "\r\n.\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int taken;

    /// <summary>Listens.</summary>
    public BenchSmtp()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Messages so far.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException) { }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            await SayAsync(stream, "220 bench");
            var (buffer, length, isText) = (new byte[1 << 16], 0, false);
            while (await stream.ReadAsync(buffer.AsMemory(length)) is var read && read > 0)
            {
                length += read;
                while (buffer.AsSpan(0, length).IndexOf(isText ? End : End.AsSpan(0, 2)) is >= 0 and var at)
                {
                    var line = isText ? "." : Encoding.ASCII.GetString(buffer, 0, at);
                    var used = at + (isText ? End.Length : 2);
                    buffer.AsSpan(used, length - used).CopyTo(buffer);
                    length -= used;
                    if (isText)
                        Interlocked.Increment(ref taken);
                    isText = line.StartsWith("DATA", StringComparison.Ordinal);
                    await SayAsync(
                        stream,
                        line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-bench\r\n250-PIPELINING\r\n250 8BITMIME"
                            : isText ? "354 go on"
                            : "250 2.0.0 ok"
                    );
                }
            }
        }
    }

    private static ValueTask SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
