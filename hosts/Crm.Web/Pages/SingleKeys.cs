namespace Crm.Web.Pages;

/// <summary>Whether single keys do something in the pages (WCAG 2.1, 2.1.4). Kept in the browser, by a cookie that says nothing about anybody.</summary>
internal static class SingleKeys
{
    private const string Cookie = "crm-keys";
    private const string Off = "off";

    /// <summary>Whether they were switched off in this browser.</summary>
    public static bool AreOff(HttpContext? context) => context?.Request.Cookies[Cookie] == Off;

    /// <summary>Switches them on or off, for a year.</summary>
    public static void Set(HttpContext context, bool areOn)
    {
        var options = new CookieOptions
        {
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
        };
        if (areOn)
            context.Response.Cookies.Delete(Cookie, options);
        else
            context.Response.Cookies.Append(Cookie, Off, options);
    }
}
