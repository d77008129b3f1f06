namespace Crm.Components;

/// <summary>Tells what somebody wrote in a mail from what was quoted below it.</summary>
internal static class MailText
{
    /// <summary>The own words and the quoted rest; null where nothing is quoted.</summary>
    /// <param name="body">The text.</param>
    /// <param name="isMail">Whether it is a mail: other texts are not taken apart.</param>
    public static (string Own, string? Quoted) Split(string body, bool isMail)
    {
        if (!isMail)
            return (body, null);
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith('>'));
        if (first < 0 || lines[first..].Any(line => line.Trim().Length > 0 && !line.StartsWith('>')))
            return (body, null);
        // The line that says who wrote what follows belongs to it.
        while (first > 0 && lines[first - 1].Trim() is var above && (above.Length == 0 || above.EndsWith(':')))
            first--;
        var own = string.Join('\n', lines[..first]).TrimEnd();
        return own.Length == 0 ? (body, null) : (own, string.Join('\n', lines[first..]).Trim());
    }
}
