using System.Text.Json.Serialization;

namespace Crm.Activities;

/// <summary>Somebody who takes part in an activity. At least one of name, address, record and member is given.</summary>
[JsonConverter(typeof(AttendeeJsonConverter))]
public sealed record Attendee
{
    /// <summary>The name that people read, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The email address, or null.</summary>
    public string? Address { get; init; }

    /// <summary>The contact or lead who it is, or null.</summary>
    public RecordRef? Record { get; init; }

    /// <summary>The member who it is, or null.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Whether they come, or came.</summary>
    public AttendeeState State { get; init; } = AttendeeState.Attended;

    /// <summary>What is shown where there is little room: the name, else the address; empty where neither is known.</summary>
    public override string ToString() => Name ?? Address ?? "";

    /// <summary>Reads <c>contact:{id}</c>, <c>lead:{id}</c>, <c>member:{id}</c>, <c>Ada Lovelace &lt;ada@example.com&gt;</c>, an address, or else a name; somebody who attended.</summary>
    /// <param name="text">The text; its spelling is kept.</param>
    public static Attendee Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (OfId(text) is { } known)
            return known;
        var plain = text.Trim();
        if (plain.EndsWith('>') && plain.LastIndexOf('<') is > 0 and var begin && IsAddress(plain[(begin + 1)..^1]))
            return new() { Name = plain[..begin].Trim(), Address = plain[(begin + 1)..^1] };
        return IsAddress(plain) ? new() { Address = plain } : new() { Name = text };
    }

    private static Attendee? OfId(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || !Guid.TryParseExact(text[(colon + 1)..], "D", out var id)
            ? null
            : text[..colon] switch
            {
                "contact" => new() { Record = new RecordRef(RecordType.Contact, new RecordId(id)) },
                "lead" => new() { Record = new RecordRef(RecordType.Lead, new RecordId(id)) },
                "member" => new() { Member = new MemberId(id) },
                _ => null,
            };
    }

    /// <summary>Whether a text has the form of a single address; the address may not exist.</summary>
    internal static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at < text.Length - 1
        && !text.Any(letter => char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';');
}
