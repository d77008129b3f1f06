namespace Crm.Web.Pages;

/// <summary>Tells the browser which form it need not keep any more, see <c>web.js</c>: only the server knows that it is saved.</summary>
internal static class SavedForms
{
    /// <summary>Name of the cookie that says it. It is for the page's script, holds nothing but a form's key, and ends when it was read.</summary>
    public const string Cookie = "crm-saved";

    /// <summary>What was typed into the form with this key in <c>data-draft</c> is saved, or not wanted any more.</summary>
    public static void Forget(HttpContext http, string form) =>
        http.Response.Cookies.Append(
            Cookie,
            form,
            new CookieOptions
            {
                Path = "/",
                MaxAge = TimeSpan.FromMinutes(5),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            }
        );
}
