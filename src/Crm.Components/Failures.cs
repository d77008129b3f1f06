using Crm.Stores;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Components;

/// <summary>Says in the reader's words what went wrong. What the engine did not foresee is logged, and nobody sees its text.</summary>
internal sealed partial class Failures(IStringLocalizer<Texts> texts, Sentences sentences, ILogger<Failures> logger)
{
    /// <summary>Runs something; what goes wrong comes back as a sentence.</summary>
    /// <param name="run">What is done.</param>
    /// <param name="fields">The fields that the form shows, one of a list as <c>contactPoints[2]</c>; problems of others stand in the sentence.</param>
    /// <returns>Null where all went well.</returns>
    public async Task<Failure?> CatchAsync(Func<Task> run, params IReadOnlyCollection<string> fields)
    {
        try
        {
            await run();
            return null;
        }
        catch (CrmException exception)
        {
            return Of(exception, fields);
        }
        catch (TransientStoreException)
        {
            return NoAnswer();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary: nothing that goes wrong ends the page without a word.
            LogUnforeseen(logger, exception);
            return Whole(texts["Something went wrong. If you were saving, check whether it was saved, then try again."]) with { CanRetry = true };
        }
    }

    private Failure Of(CrmException exception, IReadOnlyCollection<string> fields) =>
        exception.Error switch
        {
            CrmError.Invalid invalid => Of(invalid.Problems, fields),
            CrmError.Stale => Whole(texts["Somebody else changed this meanwhile. Load it again to see the change."]) with { IsStale = true },
            CrmError.Forbidden { Right: "signed-in" } => Whole(texts["You are signed out. What you typed is kept in this browser; sign in again."]) with
            {
                IsSignedOut = true,
            },
            CrmError.Unavailable when exception.InnerException is CommitUnknownException => Whole(
                texts["The database did not confirm the change. Check whether it was made before you try again."]
            ),
            CrmError.Unavailable when exception.InnerException is TransientStoreException => NoAnswer(),
            CrmError.Unavailable unavailable => Whole(sentences.Of(unavailable.Message)) with { CanRetry = true },
            var error => Whole(sentences.Of(error.Message)),
        };

    private Failure NoAnswer() => Whole(texts["The database does not answer. What you typed is kept; try again in a moment."]) with { CanRetry = true };

    private static Failure Whole(string text) => new(text, new Dictionary<string, string>());

    private Failure Of(IReadOnlyList<Problem> problems, IReadOnlyCollection<string> fields)
    {
        var known = problems.ToLookup(
            problem => fields.Contains(problem.Field) ? problem.Field : NameOf(problem.Field),
            problem => sentences.Of(problem.Message),
            StringComparer.OrdinalIgnoreCase
        );
        var rest = known.Where(group => !fields.Contains(group.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(group => group).ToList();
        return new Failure(
            rest.Count > 0 ? string.Join(" ", rest) : null,
            known
                .Where(group => fields.Contains(group.Key, StringComparer.OrdinalIgnoreCase))
                .ToDictionary(group => group.Key, group => string.Join(" ", group), StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary><c>content.attendees[2]</c> stands at the field <c>attendees</c>.</summary>
    private static string NameOf(string field) => field.Split('.')[^1].Split('[')[0];

    [LoggerMessage(Level = LogLevel.Error, Message = "A component failed.")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception);
}
