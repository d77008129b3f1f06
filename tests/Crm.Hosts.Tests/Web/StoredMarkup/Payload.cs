using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.StoredMarkup;

/// <summary>Text that would be something else than text where a page forgot to encode it.</summary>
internal static class Payload
{
    /// <summary>Closes what a page may have opened, and runs script in each of the usual ways.</summary>
    public const string Text = "\"'></option></textarea></title><img src=x onerror=window.ran=1><script>window.ran=1</script><svg onload=window.ran=1>";

    /// <summary>The beginning of <see cref="Text"/>, by which a text is known on a page.</summary>
    public const string Mark = "\"'></option>";

    /// <summary>A script as an address.</summary>
    public const string Address = "javascript:window.ran=1";

    /// <summary>A formula of a spreadsheet.</summary>
    public const string Formula = "=HYPERLINK(\"https://evil.example\",\"click\")";

    /// <summary>What a payload would have made in a page: elements, attributes, addresses.</summary>
    private const string Made =
        "img, object, embed, iframe, math, script:not([src]), [onerror], [onload], [onclick], [href^='javascript:' i], [src^='javascript:' i], [action^='javascript:' i]";

    /// <summary>Notes what pages of a window do that they must not: dialogs, complaints about script that was stopped, requests elsewhere.</summary>
    public static IReadOnlyList<string> Watch(IPage page, string ours)
    {
        var seen = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            seen.Add($"a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.PageError += (_, error) => seen.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                seen.Add(message.Text);
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(ours, StringComparison.Ordinal))
                seen.Add(request.Url);
        };
        return seen;
    }

    /// <summary>Nothing of it ran or became an element.</summary>
    public static async Task ExpectTextOnlyAsync(IPage page)
    {
        Assert.That(await page.EvaluateAsync<bool>("'ran' in window"), Is.False, page.Url);
        Assert.That(await page.Locator(Made).EvaluateAllAsync<string[]>("all => all.map(one => one.outerHTML.slice(0, 200))"), Is.Empty, page.Url);
    }

    /// <summary>How often the text shows: as text, in a control, or in what is read to people.</summary>
    public static Task<int> CountAsync(IPage page) =>
        page.EvaluateAsync<int>(
            """
            mark => {
              const texts = [document.body.innerText, document.title];
              for (const control of document.querySelectorAll("input, textarea, option")) texts.push(control.value, control.label ?? "");
              return texts.reduce((sum, text) => sum + text.split(mark).length - 1, 0);
            }
            """,
            Mark
        );
}
