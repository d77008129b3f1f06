using Crm.Messages;

namespace Crm.Sequences;

/// <summary>What blocks enrollments and can go away. Its cause names it, so that whoever removes it releases all that it blocks: see <see cref="Enrollments.ReleaseAsync(Work, IReadOnlyCollection{string}, Func{Enrollment, bool})"/>.</summary>
/// <param name="Why">In words.</param>
/// <param name="Cause">What it is, such as <c>mailbox:{id}</c>; a handler, a rule or a step by its key.</param>
internal readonly record struct Obstacle(string Why, string Cause)
{
    /// <summary>A backup was restored: a person decides whether it continues.</summary>
    public const string Recovery = "recovery";

    private const string RulePrefix = "rule:";

    /// <summary>A mailbox that may not send.</summary>
    public static string OfMailbox(MailboxId mailbox) => $"mailbox:{mailbox}";

    /// <summary>Neither the owner nor the tenant has a mailbox of the channel.</summary>
    public static string OfChannel(string channel) => $"channel:{channel}";

    /// <summary>A member who has left, or about whom something is not known.</summary>
    public static string OfMember(MemberId member) => $"member:{member}";

    /// <summary>A rule that cannot be evaluated.</summary>
    public static string OfRule(string key) => RulePrefix + key;

    /// <summary>The key of the rule that a cause names; null where it is another kind.</summary>
    public static string? RuleOf(string cause) => cause.StartsWith(RulePrefix, StringComparison.Ordinal) ? cause[RulePrefix.Length..] : null;

    /// <summary>A record that lacks a value: an address, a recipient, a field that a text needs.</summary>
    public static string OfRecord(RecordId record) => $"record:{record}";
}
