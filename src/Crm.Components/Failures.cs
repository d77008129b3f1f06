using System.Data.Common;
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
            return Of(exception.Error, fields);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException or IOException)
        {
            LogUnforeseen(logger, exception);
            return new Failure(texts["Something went wrong. Nothing was saved; try again."], new Dictionary<string, string>());
        }
    }

    private Failure Of(CrmError error, IReadOnlyCollection<string> fields) =>
        error switch
        {
            CrmError.Invalid invalid => Of(invalid.Problems, fields),
            CrmError.Stale => new Failure(texts["Somebody else changed this meanwhile. Load it again to see the change."], new Dictionary<string, string>())
            {
                IsStale = true,
            },
            CrmError.Forbidden { Right: "signed-in" } => new Failure(
                texts["You are signed out. What you typed is kept in this browser; sign in again."],
                new Dictionary<string, string>()
            )
            {
                IsSignedOut = true,
            },
            CrmError.Unavailable => new Failure(
                texts["The database does not answer. What you typed is kept; try again in a moment."],
                new Dictionary<string, string>()
            ),
            _ => new Failure(sentences.Of(error.Message), new Dictionary<string, string>()),
        };

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
