namespace Crm.Web.Account;

/// <summary>Where somebody goes after signing in: a page of this host, never another one.</summary>
internal static class ReturnUrl
{
    /// <summary>The address where it is one of this host, else the start page.</summary>
    public static string Local(string? url) => IsLocal(url) ? url! : "/";

    /// <summary>The sign-in page that leads back to a page of this host.</summary>
    public static string SignInThen(string url) => Local(url) is "/" ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(url)}";

    /// <summary>Browsers read <c>//host</c> and <c>/\host</c> as another host, and drop tabs and line breaks first.</summary>
    private static bool IsLocal(string? url) =>
        url is { Length: > 0 and <= 2000 } && url[0] == '/' && !url.Any(char.IsControl) && (url.Length == 1 || url[1] is not ('/' or '\\'));
}
