namespace Crm.Sequences;

/// <summary>Decides whether a record may be enrolled. Must be fast and pure, like a step handler.</summary>
public interface IEligibilityRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Returns why the record may not be enrolled, as a text for users, or null if it may.</summary>
    string? WhyNot(EligibilityContext context);
}
