using Crm.Stores;
using Crm.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Guards;

/// <summary>The one place where errors become answers: problem+json (RFC 9457), without stack or secret.</summary>
internal sealed class ErrorReplies : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        if (ErrorOf(exception) is not { } error)
            return false;
        await WriteAsync(httpContext, Problem(error));
        return true;
    }

    /// <summary>An answer that has a status and no body yet, such as an unknown path.</summary>
    public static Task OfStatusAsync(StatusCodeContext context) =>
        WriteAsync(context.HttpContext, new ProblemDetails { Status = context.HttpContext.Response.StatusCode });

    /// <summary>The status of a kind of error.</summary>
    internal static int StatusOf(CrmError error) =>
        error switch
        {
            CrmError.Invalid => StatusCodes.Status400BadRequest,
            CrmError.NotFound => StatusCodes.Status404NotFound,
            CrmError.Forbidden => StatusCodes.Status403Forbidden,
            CrmError.Stale => StatusCodes.Status412PreconditionFailed,
            CrmError.Refused => StatusCodes.Status409Conflict,
            CrmError.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>What a program reads of an error.</summary>
    internal static ProblemDetails Problem(CrmError error)
    {
        var problem = new ProblemDetails { Status = StatusOf(error), Detail = CrmHost.MessageOf(error) };
        switch (error)
        {
            case CrmError.Invalid invalid:
                problem.Extensions["problems"] = invalid
                    .Problems.Select(each => new
                    {
                        field = each.Field,
                        message = each.Message,
                        line = each.Line,
                    })
                    .ToArray();
                break;
            case CrmError.Forbidden forbidden:
                problem.Extensions["right"] = forbidden.Right;
                break;
            case CrmError.Stale stale:
                (problem.Extensions["expected"], problem.Extensions["found"]) = (stale.Expected, stale.Found);
                break;
            case CrmError.Refused refused:
                problem.Extensions["code"] = refused.Code;
                break;
        }
        return problem;
    }

    private static CrmError? ErrorOf(Exception exception) =>
        exception switch
        {
            CrmException known => known.Error,
            TransientStoreException => new CrmError.Unavailable("database", "The database does not respond; try again in a moment."),
            BadHttpRequestException bad => new CrmError.Invalid([new Problem("", bad.Message)]),
            _ => null,
        };

    /// <summary>A browser that opens an address takes HTML; a program asks below /api or says what it takes.</summary>
    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static RazorComponentResult<ErrorPage> Page(ProblemDetails problem) =>
        new(
            new
            {
                Status = problem.Status!.Value,
                Title = problem.Title!,
                Lines = (problem.Detail ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries),
            }
        )
        {
            StatusCode = problem.Status,
            PreventStreamingRendering = true,
        };

    private static async Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status ?? StatusCodes.Status500InternalServerError);
        problem.Type ??= "about:blank";
        IResult result = IsForPeople(context.Request) ? Page(problem) : TypedResults.Problem(problem);
        await result.ExecuteAsync(context);
    }
}
