using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.AspNetCore;

/// <summary>How an error reads over HTTP.</summary>
public static class CrmErrorExtensions
{
    /// <summary>The HTTP status of a kind of error.</summary>
    public static int ToStatusCode(this CrmError error) =>
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

    /// <summary>
    /// What a program reads of an error (RFC 9457): status, title and detail, and by its kind <c>problems</c> (<c>field</c>, <c>message</c>, <c>line</c>), <c>right</c>, <c>expected</c> and <c>found</c>, or
    /// <c>code</c>.
    /// </summary>
    public static ProblemDetails ToProblemDetails(this CrmError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var status = error.ToStatusCode();
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = error.Message,
        };
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
}
