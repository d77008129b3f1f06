namespace Crm.Bench;

/// <summary>One due step as the hand-written limits read it, and the texts that they write for it.</summary>
/// <param name="Enrollment">The enrollment.</param>
/// <param name="Record">The contact.</param>
/// <param name="Company">Its company.</param>
/// <param name="Name">The contact's name.</param>
/// <param name="FirstName">The contact's given name.</param>
/// <param name="DueAt">When the step was due, in UTC.</param>
internal sealed record LimitRow(Guid Enrollment, Guid Record, Guid Company, string Name, string FirstName, DateTime DueAt)
{
    public const string NextStep = "second-call";
    public const string Zone = "Europe/Berlin";

    /// <summary>The time zone's rules, looked up once.</summary>
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public Guid Execution { get; } = Guid.NewGuid();

    public string Subject => $"Call {FirstName} about the offer";

    public string Body =>
        $"{Name} asked for prices at the trade fair in spring and wanted to hear from us again before the budget is closed. Ask who else decides, what they use today, and whether a visit in the second half of the month would suit them. If nobody answers, try again in the afternoon.";

    public string Payload(Guid activity) => $$"""{"enrollment":"{{Enrollment}}","step":"first-call","pass":1,"state":"done","activity":"{{activity}}"}""";

    /// <summary>30 days later at 10:00 local time.</summary>
    public static (DateTime Utc, string Local) Next(DateTime now)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, Berlin).Date.AddDays(30).AddHours(10);
        return (TimeZoneInfo.ConvertTimeToUtc(local, Berlin), local.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    public static string Snippet(string body) => body.Length > 200 ? string.Concat(body.AsSpan(0, 199), "…") : body;
}
