using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Web.Account;

/// <summary>Answers with a page of this folder.</summary>
internal static class AccountPages
{
    /// <summary>A page with its parameters.</summary>
    /// <param name="parameters">The component's parameters by name.</param>
    /// <param name="status">The HTTP status.</param>
    public static RazorComponentResult<T> Of<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new(parameters) { PreventStreamingRendering = true, StatusCode = status };

    /// <summary>A page that says one thing and leads on.</summary>
    public static RazorComponentResult<WordPage> Word(string title, IReadOnlyList<string> lines, int status = StatusCodes.Status200OK) =>
        Of<WordPage>(new { Title = title, Lines = lines }, status);
}
