using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Pictures;

/// <summary>A page or dialog, of which there are pictures in <c>docs/screenshots</c>: wide and narrow, light and dark.</summary>
/// <param name="Name">What its files are called.</param>
/// <param name="Role">Who looks at it; null for somebody who is not signed in.</param>
/// <param name="Path">Its address; a name in braces is filled in, see <see cref="PictureSite"/>.</param>
internal sealed record Picture(string Name, string? Role, string Path)
{
    /// <summary>What a person does before the picture is taken, such as opening a dialog; null for nothing.</summary>
    public Func<IPage, Task>? Prepare { get; init; }

    /// <summary>The component that it shows, a dialog or an account page; null for a page with an address of its own.</summary>
    public string? Component { get; init; }

    /// <summary>Whether a dialog is open: the picture is of the window, not of the page behind it.</summary>
    public bool IsDialog { get; init; }

    /// <summary>Widths of windows that pictures are taken in.</summary>
    public static IReadOnlyList<int> Widths { get; } = [1280, 390];

    /// <summary>The file of a picture.</summary>
    public string File(int width, bool isDark) => $"{Name}-{width}-{(isDark ? "dark" : "light")}.webp";
}
