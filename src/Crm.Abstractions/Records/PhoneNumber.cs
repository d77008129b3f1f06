namespace Crm.Records;

/// <summary>Checks on phone numbers that need no library.</summary>
public static class PhoneNumber
{
    /// <summary>Whether the text is a number in international form: a plus sign, then 7 to 15 digits that do not begin with 0 (ITU-T E.164).</summary>
    public static bool IsE164(string? text) =>
        text is { Length: >= 8 and <= 16 } && text[0] == '+' && text[1] is >= '1' and <= '9' && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
