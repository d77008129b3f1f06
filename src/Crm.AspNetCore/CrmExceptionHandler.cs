using Crm.Stores;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Crm.AspNetCore;

/// <summary>Turns what a caller can do something about into problem+json, without stack or secret. Every other exception is left to the host.</summary>
/// <param name="problems">Writes it, in the form that the request accepts.</param>
/// <param name="messageOf">The words of an error.</param>
internal sealed class CrmExceptionHandler(IProblemDetailsService problems, Func<CrmError, string> messageOf) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        if (ErrorOf(exception) is not { } error)
            return false;
        var problem = error.ToProblemDetails();
        problem.Detail = messageOf(error);
        httpContext.Response.StatusCode = error.ToStatusCode();
        var written = await problems.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = problem,
                Exception = exception,
            }
        );
        // A client that accepts neither JSON nor what the host writes gets JSON all the same: better than a status without a word.
        if (!written)
            await httpContext.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", cancellationToken);
        return true;
    }

    private static CrmError? ErrorOf(Exception exception) =>
        exception switch
        {
            CrmException known => known.Error,
            TransientStoreException => new CrmError.Unavailable("database", "The database does not respond; try again in a moment."),
            BadHttpRequestException bad => new CrmError.Invalid([new Problem("", bad.Message)]),
            _ => null,
        };
}
