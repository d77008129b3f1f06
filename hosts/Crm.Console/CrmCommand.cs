using System.CommandLine;
using System.CommandLine.Invocation;
using Crm.Commands;
using Crm.Output;
using Microsoft.Extensions.Options;

namespace Crm;

/// <summary>The command <c>crm</c>: reads the line, opens a session, carries the command out, and makes one line and an exit code of what went wrong.</summary>
/// <param name="streams">Where it writes.</param>
internal sealed class CrmCommand(ConsoleStreams streams)
{
    /// <summary>Exit code: done.</summary>
    public const int Ok = 0;

    /// <summary>Exit code: refused or failed.</summary>
    public const int Failed = 1;

    /// <summary>Exit code: wrong usage or invalid input.</summary>
    public const int Wrong = 2;

    /// <summary>Carries a line out.</summary>
    /// <returns><see cref="Ok"/>, <see cref="Failed"/> or <see cref="Wrong"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        var output = new ConsoleOutput(streams, line.Any(word => word == "--json" || word.StartsWith("--json=", StringComparison.Ordinal)));
        // A word such as @input.json is an input, not a file with more words.
        var parsed = Root(output).Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return output.Fail(Usage.ErrorOf(parsed), Wrong);
        if (Usage.UnknownOptionOf(parsed) is { } unknown)
            return output.Fail(unknown, Wrong);
        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = streams.Output,
                Error = streams.Error,
                EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (CrmException exception)
        {
            return output.Fail(Remedies.With(exception.Error), exception.Error is CrmError.Invalid ? Wrong : Failed);
        }
        catch (OptionsValidationException exception)
        {
            return output.Fail(new CrmError.Invalid([.. exception.Failures.Select(failure => new Problem("", failure))]), Wrong);
        }
        catch (OperationCanceledException)
        {
            return output.Fail(new CrmError.Refused("stopped", "Interrupted; changes that were not committed are lost."), Failed);
        }
        catch (Exception exception) when (!parsed.GetValue(GlobalOptions.Verbose) && exception is not OutOfMemoryException)
        {
            // The boundary: a stack trace helps nobody at a prompt; --verbose lets it through.
            return output.Fail(new CrmError.Unavailable("crm", $"{exception.GetType().Name}: {exception.Message}"), Failed);
        }
    }

    private RootCommand Root(ConsoleOutput output)
    {
        var runs = new CommandRuns(streams, output);
        var root = new RootCommand("Contacts, companies, deals, their timelines, and sequences of emails, calls and tasks.");
        GlobalOptions.AddTo(root);
        root.Subcommands.Add(SetupCommand.Create(runs));
        root.Subcommands.Add(DoctorCommand.Create(runs));
        root.Subcommands.Add(RecoverCommand.Create(runs));
        root.Subcommands.Add(PluginCommands.Create(runs));
        root.Subcommands.Add(ImportCommands.Create(runs));
        root.Subcommands.Add(RecordCommands.Create(runs));
        root.Subcommands.Add(LogCommands.Create(runs));
        root.Subcommands.Add(TaskCommands.Create(runs));
        root.Subcommands.Add(TimelineCommand.Create(runs));
        root.Subcommands.Add(SequenceCommands.Create(runs));
        root.Subcommands.Add(EnrollCommand.Create(runs));
        root.Subcommands.Add(EnrollmentCommands.Create(runs));
        root.Subcommands.Add(QueueCommands.Create(runs));
        root.Subcommands.Add(MessageCommands.Create(runs));
        root.Subcommands.Add(MailboxCommands.Create(runs));
        root.Subcommands.Add(SuppressionCommands.Create(runs));
        root.Subcommands.Add(EventCommands.Create(runs));
        root.Subcommands.Add(MemberCommands.Create(runs));
        root.Subcommands.Add(FieldCommands.Create(runs));
        root.Subcommands.Add(RunCommand.Create(runs));
        root.Subcommands.Add(DoCommand.Create(runs));
        return root;
    }
}
