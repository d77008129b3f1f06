using System.CommandLine;
using System.Globalization;

namespace Crm.Commands;

/// <summary>One command for several things, one after the other, each in a transaction of its own: what fails is told, the others go on.</summary>
internal static class BatchCommand
{
    /// <summary>One id or more.</summary>
    public static Argument<string[]> Ids(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>Does it. One thing answers as if there were no others; its error is the command's.</summary>
    /// <param name="session">The session.</param>
    /// <param name="names">What to do it to.</param>
    /// <param name="did">What was done, as the first word of a sentence.</param>
    /// <param name="act">Does it to one.</param>
    public static async Task<int> DoAsync(ConsoleSession session, IReadOnlyList<string> names, string did, Func<string, Task<Done>> act)
    {
        if (names is [var only])
        {
            var done = await act(only);
            session.Answer(done.Json, page => page.Line(done.Text));
            return done.IsDone ? CrmCommand.Ok : CrmCommand.Failed;
        }
        var results = new List<(string Name, Done? Done, CrmError? Error)>(names.Count);
        foreach (var name in names)
        {
            try
            {
                results.Add((name, await act(name), null));
            }
            catch (CrmException exception)
            {
                results.Add((name, null, exception.Error));
            }
            session.Output.Progress(string.Create(CultureInfo.InvariantCulture, $"{results.Count} of {names.Count}"));
        }
        var count = results.Count(result => result.Done is { IsDone: true });
        session.Answer(
            new
            {
                done = count,
                of = names.Count,
                answers = results.Select(result => new
                {
                    id = result.Name,
                    answer = result.Done?.Json,
                    error = result.Error?.Message,
                }),
            },
            page =>
            {
                foreach (var (name, done, error) in results.Where(result => result.Done is not { IsDone: true }))
                    page.Line($"{name}: {error?.Message ?? done?.Text}");
                page.Line(string.Create(CultureInfo.InvariantCulture, $"{did} {count} of {names.Count}."));
            }
        );
        return count == names.Count ? CrmCommand.Ok : CrmCommand.Failed;
    }
}

/// <summary>What came of one.</summary>
/// <param name="Json">For programs.</param>
/// <param name="Text">For people, a sentence.</param>
/// <param name="IsDone">Whether it was done, not only answered.</param>
internal sealed record Done(object Json, string Text, bool IsDone = true);
