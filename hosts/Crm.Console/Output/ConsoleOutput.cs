using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Crm.Output;

/// <summary>Writes answers: text for people, JSON for programs; errors as one line or one object.</summary>
internal sealed class ConsoleOutput
{
    /// <summary>Wide enough that a table is never wrapped where no terminal has a width.</summary>
    private const int Unbounded = 4_000;

    private readonly ConsoleStreams streams;
    private readonly IAnsiConsole console;
    private readonly StringBuilder page = new();
    private bool progressed;

    /// <summary>Opens it.</summary>
    public ConsoleOutput(ConsoleStreams streams, bool isJson)
    {
        this.streams = streams;
        IsJson = isJson;
        console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = streams.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = streams.OutputIsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(streams.OutputIsTerminal ? streams.Output : new StringWriter(page)),
            }
        );
        if (!streams.OutputIsTerminal)
            console.Profile.Width = Unbounded;
    }

    /// <summary>Whether a program reads the answer.</summary>
    public bool IsJson { get; }

    /// <summary>Answers.</summary>
    /// <param name="json">The answer for programs.</param>
    /// <param name="text">Writes the answer for people.</param>
    /// <returns><see cref="CrmCommand.Ok"/>.</returns>
    public int Answer(object json, Action<TextPage> text)
    {
        EndProgress();
        if (IsJson)
            return Json(json, ConsoleJson.Compact, ConsoleJson.Indented);
        WriteText(text);
        return CrmCommand.Ok;
    }

    /// <summary>Answers with JSON, whatever the line says.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="compact">How a program gets it.</param>
    /// <param name="indented">How a terminal gets it.</param>
    /// <returns><see cref="CrmCommand.Ok"/>.</returns>
    public int Json(object? json, JsonSerializerOptions compact, JsonSerializerOptions indented)
    {
        EndProgress();
        streams.Output.WriteLine(JsonSerializer.Serialize(json, streams.OutputIsTerminal ? indented : compact));
        return CrmCommand.Ok;
    }

    /// <summary>Says what went wrong: one line, or one object.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(CrmError error, int code)
    {
        EndProgress();
        streams.Error.WriteLine(
            IsJson ? JsonSerializer.Serialize(ErrorShape.Of(error), ConsoleJson.Compact) : $"crm: {SafeText.OneLine(CrmHost.MessageOf(error))}"
        );
        return code;
    }

    /// <summary>Says how far long work is; only a person at a terminal sees it.</summary>
    public void Progress(string text)
    {
        if (!streams.ErrorIsTerminal || IsJson)
            return;
        progressed = true;
        streams.Error.Write($"\r{SafeText.OneLine(text)}");
    }

    private void WriteText(Action<TextPage> text)
    {
        text(new TextPage(console));
        if (streams.OutputIsTerminal)
            return;
        // Tables fill their last column with blanks, which no file needs.
        foreach (var line in page.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            streams.Output.WriteLine(line.TrimEnd());
        page.Clear();
    }

    private void EndProgress()
    {
        if (progressed)
            streams.Error.WriteLine();
        progressed = false;
    }
}
