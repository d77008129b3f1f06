using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Web.Account;

/// <summary>Speaks the language that the member has set, at whatever browser; whoever has set none, or is not signed in, reads the browser's. It costs no read: the session's brings it along.</summary>
internal sealed class MemberLanguage(RequestDelegate next, IOptions<RequestLocalizationOptions> options)
{
    private static readonly object Key = new();

    /// <summary>Remembers what was read with the session, for the rest of the request.</summary>
    public static void Keep(HttpContext context, string? language) => context.Items[Key] = language;

    /// <summary>Sets the language for what follows; error pages read it from the request's feature, since they are written outside.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Items[Key] is string language && FindCulture(language) is { } culture)
        {
            context.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(culture), provider: null));
            Speak(context);
        }
        await next(context);
    }

    /// <summary>Sets the request's language where it was lost: what is set further inside does not hold outside.</summary>
    public static void Speak(HttpContext context)
    {
        if (context.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } culture)
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture.Culture, culture.UICulture);
    }

    private CultureInfo? FindCulture(string language) =>
        options.Value.SupportedUICultures?.FirstOrDefault(culture => culture.Name == language)
        ?? options.Value.SupportedUICultures?.FirstOrDefault(culture => culture.Name == language.Split('-')[0]);
}
