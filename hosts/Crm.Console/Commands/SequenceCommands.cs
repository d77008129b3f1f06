using System.CommandLine;
using System.Globalization;
using Crm.Kernel;
using Crm.Output;
using Crm.Sequences;

namespace Crm.Commands;

/// <summary><c>crm sequences</c>.</summary>
internal static class SequenceCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) =>
        new("sequences", "Sequences: publish, list, show, export, pause, resume, archive, end.")
        {
            Publish(runs),
            List(runs),
            Show(runs),
            Export(runs),
            Move(
                runs,
                "pause",
                "Holds a sequence: nothing of it goes out, nobody is dropped.",
                (session, input, ct) => session.Get<PauseSequence>().ExecuteAsync(session.Caller, input, ct)
            ),
            Move(
                runs,
                "resume",
                "Lets a paused sequence go on, or an archived one take enrollments again.",
                (session, input, ct) => session.Get<ResumeSequence>().ExecuteAsync(session.Caller, input, ct)
            ),
            Move(
                runs,
                "archive",
                "Closes a sequence to new enrollments; live ones go on to their end.",
                (session, input, ct) => session.Get<ArchiveSequence>().ExecuteAsync(session.Caller, input, ct)
            ),
            End(runs),
        };

    private static Command Publish(CommandRuns runs)
    {
        var file = Files.Argument("FILE", "The sequence, a YAML file.");
        return runs.Does(
            new Command("publish", "Publishes a sequence as a new version, which new enrollments use.") { file },
            async (session, parsed, cancellationToken) =>
            {
                var yaml = await Files.ReadTextAsync("file", parsed.GetRequiredValue(file), cancellationToken);
                var saved = await session.Get<PublishSequence>().ExecuteAsync(session.Caller, new SequenceInput { Yaml = yaml }, cancellationToken);
                return session.Answer(
                    saved,
                    page =>
                        page.Line(
                            saved.IsChanged
                                ? $"Published {saved.Key} “{saved.Name}”, version {saved.Version}."
                                : $"{saved.Key} “{saved.Name}” is the same as version {saved.Version}; nothing was published."
                        )
                );
            }
        );
    }

    private static Command List(CommandRuns runs) =>
        runs.Does(
            new Command("list", "Lists sequences with the number of enrollments in each state."),
            async (session, _, cancellationToken) =>
            {
                var sequences = await session.Get<ListSequences>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                return session.Answer(
                    new
                    {
                        sequences = sequences.Select(row => new
                        {
                            key = row.Sequence.Key,
                            name = row.Sequence.Name,
                            state = row.Sequence.State,
                            version = row.PublishedNumber,
                            owner = row.Sequence.Owner,
                            enrollments = row.Enrollments,
                        }),
                    },
                    page =>
                        page.Table(
                            ["KEY", "NAME", "STATE", "VERSION", "ENROLLMENTS"],
                            sequences.Select(row =>
                                new[]
                                {
                                    row.Sequence.Key,
                                    row.Sequence.Name,
                                    row.Sequence.State.ToString(),
                                    row.PublishedNumber?.ToString(CultureInfo.InvariantCulture) ?? "draft",
                                    Counts.Of(row.Enrollments),
                                }
                            ),
                            "No sequences."
                        )
                );
            }
        );

    private static Command Show(CommandRuns runs)
    {
        var (key, version) = (Key(), Version());
        return runs.Does(
            new Command("show", "Shows a sequence with its steps.") { key, version },
            async (session, parsed, cancellationToken) =>
            {
                var view = await session.Get<GetSequence>().ExecuteAsync(session.Caller, QueryOf(parsed, key, version), cancellationToken);
                return session.Answer(Json(view), page => Write(page, session, view));
            }
        );
    }

    private static Command Export(CommandRuns runs)
    {
        var (key, version) = (Key(), Version());
        return runs.Does(
            new Command("export", "Writes a sequence as a YAML file to standard output.") { key, version },
            async (session, parsed, cancellationToken) =>
            {
                var yaml = await session.Get<ExportSequence>().ExecuteAsync(session.Caller, QueryOf(parsed, key, version), cancellationToken);
                return session.Answer(new { yaml }, page => page.Line(yaml));
            }
        );
    }

    private static Command Move(
        CommandRuns runs,
        string name,
        string description,
        Func<ConsoleSession, SequenceStateInput, CancellationToken, Task<SequenceSummary>> move
    )
    {
        var (key, why) = (Key(), Why());
        return runs.Does(
            new Command(name, description) { key, why },
            async (session, parsed, cancellationToken) =>
            {
                var moved = await move(session, new SequenceStateInput(parsed.GetRequiredValue(key), parsed.GetValue(why)), cancellationToken);
                return session.Answer(moved, page => page.Line($"Sequence {moved.Key} is {moved.State}."));
            }
        );
    }

    private static Command End(CommandRuns runs)
    {
        var (key, why) = (Key(), Why());
        return runs.Does(
            new Command("end", "Ends a sequence for good, with all its live enrollments, their tasks, drafts and queued messages.") { key, why },
            async (session, parsed, cancellationToken) =>
            {
                var input = new SequenceStateInput(parsed.GetRequiredValue(key), parsed.GetValue(why));
                var ended = await session.Get<EndSequence>().ExecuteAsync(session.Caller, input, cancellationToken);
                return session.Answer(
                    ended,
                    page => page.Line($"Sequence {ended.Sequence.Key} is {ended.Sequence.State}; enrollments finished: {ended.Finished}.")
                );
            }
        );
    }

    private static Option<string?> Why() => new("--why") { Description = "Why, in words." };

    private static Argument<string> Key() => new("KEY") { Description = "The sequence's key." };

    private static Option<int?> Version() => new("--version-number") { Description = "The version; defaults to the published one." };

    private static SequenceQuery QueryOf(ParseResult parsed, Argument<string> key, Option<int?> version) =>
        new(parsed.GetRequiredValue(key), parsed.GetValue(version));

    private static object Json(SequenceView view) =>
        new
        {
            key = view.Sequence.Key,
            name = view.Definition.Name,
            state = view.Sequence.State,
            owner = view.Sequence.Owner,
            version = view.Version?.Number,
            publishedAt = view.Version?.PublishedAt,
            versions = view.Versions.Select(version => version.Number),
            steps = view.Definition.Steps.Select(step => new
            {
                key = step.Key,
                type = step.Type,
                delay = step.Delay.ToString(),
                at = step.At,
                settings = step.Settings,
            }),
        };

    private static void Write(TextPage page, ConsoleSession session, SequenceView view) =>
        page.Line(view.Definition.Name)
            .Line()
            .Pairs(
                ("key", view.Sequence.Key),
                ("state", view.Sequence.State.ToString()),
                ("owner", session.NameOf(view.Sequence.Owner)),
                ("version", view.Version is { } version ? $"{version.Number}, published {session.Clock.Show(version.PublishedAt)}" : "draft, not published")
            )
            .Line()
            .Table(
                ["STEP", "TYPE", "AFTER"],
                view.Definition.Steps.Select(step =>
                    new[] { step.Key, step.Type, step.Delay + (step.At is { } at ? string.Create(CultureInfo.InvariantCulture, $" at {at:HH\\:mm}") : "") }
                )
            );
}
