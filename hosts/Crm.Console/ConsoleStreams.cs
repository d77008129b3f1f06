using System.Text;
using Microsoft.Extensions.Hosting;

namespace Crm;

/// <summary>Where a call of the command reads its surroundings and writes its answer; tests bring their own.</summary>
/// <param name="Output">The answer.</param>
/// <param name="Error">Progress and the one line that says what went wrong.</param>
internal sealed record ConsoleStreams(TextWriter Output, TextWriter Error)
{
    /// <summary>Where a command reads what the line says comes from standard input.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Whether a person reads the answer as it comes: then it may have colours and is fitted to the width.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person sees progress.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>What is done to the host's builder before it is composed; null for nothing.</summary>
    public Action<IHostApplicationBuilder>? Configure { get; init; }

    /// <summary>Those of this process, in UTF-8.</summary>
    public static ConsoleStreams OfProcess()
    {
        // Redirected output would follow the machine's code page on Windows; scripts expect one encoding everywhere.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new ConsoleStreams(Console.Out, Console.Error)
        {
            Input = Console.In,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
        };
    }
}
