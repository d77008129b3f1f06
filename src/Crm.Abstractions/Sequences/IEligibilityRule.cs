namespace Crm.Sequences;

/// <summary>Says whether a record may be enrolled. Fast and pure.</summary>
public interface IEligibilityRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Why the record may not be enrolled, in words for people; null where it may.</summary>
    string? WhyNot(EligibilityContext context);
}
