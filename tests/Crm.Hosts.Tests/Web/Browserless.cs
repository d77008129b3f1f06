using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace Crm.Tests.Hosts.Web;

/// <summary>What a browser without script does with pages and their forms.</summary>
internal static partial class Browserless
{
    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public static HttpClient ClientOf(WebApplication app) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };

    /// <summary>Gets a page, as a browser asks for it.</summary>
    public static async Task<HttpResponseMessage> OpenAsync(this HttpClient client, string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        return await client.SendAsync(request);
    }

    /// <summary>Opens a page, fills its form and sends it.</summary>
    /// <param name="client">Who.</param>
    /// <param name="page">The page with the form.</param>
    /// <param name="action">Where the form goes.</param>
    /// <param name="fields">What is filled in.</param>
    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        using var opened = await client.OpenAsync(page);
        var token = TokenIn(await opened.Content.ReadAsStringAsync());
        return await client.PostFormAsync(action, token, fields);
    }

    /// <summary>Sends a form with a token, or without one.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client,
        string action,
        string? token,
        params (string Name, string Value)[] fields
    )
    {
        var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        if (token is not null)
            all.Add(KeyValuePair.Create("__RequestVerificationToken", token));
        using var content = new FormUrlEncodedContent(all);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content, Headers = { { "Accept", "text/html" } } };
        return await client.SendAsync(request);
    }

    /// <summary>The token of the first form in a page; null where there is none.</summary>
    public static string? TokenIn(string page) => Token().Match(page) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>Signs in to a demo with one click.</summary>
    public static async Task SignInToDemoAsync(this HttpClient client, string role)
    {
        using var response = await client.SendFormAsync("/sign-in", "/sign-in/demo", ("role", role));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
