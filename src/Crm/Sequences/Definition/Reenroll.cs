namespace Crm.Sequences;

/// <summary>Whether a record may be enrolled in a sequence again.</summary>
public enum Reenroll
{
    /// <summary>Once per person, for ever.</summary>
    Once,

    /// <summary>Again when no enrollment of the person is live.</summary>
    WhenNotActive,

    /// <summary>At any time.</summary>
    Always,
}
