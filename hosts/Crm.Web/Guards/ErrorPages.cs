using Crm.Components;
using Crm.Web.Account;
using Crm.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Guards;

/// <summary>An error as a page for people; programs get problem+json.</summary>
internal sealed class ErrorPages : IProblemDetailsWriter
{
    /// <inheritdoc/>
    /// <remarks>A browser that opens an address takes HTML; a program asks below /api or says what it takes.</remarks>
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        // What the page that failed was rendered with is used up: another page in its scope cannot be rendered.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        MemberLanguage.Speak(http);
        try
        {
            await Page(context, scope.ServiceProvider.GetRequiredService<IStringLocalizer<Texts>>()).ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

    private static RazorComponentResult<ErrorPage> Page(ProblemDetailsContext context, IStringLocalizer<Texts> texts)
    {
        var status = context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode;
        var words = new ErrorWords(texts);
        return new RazorComponentResult<ErrorPage>(
            new
            {
                Status = status,
                Title = words.TitleOf(status),
                Lines = words.LinesOf(status, (context.Exception as CrmException)?.Error, context.ProblemDetails.Detail),
            }
        )
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }
}
