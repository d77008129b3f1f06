namespace Crm.Activities;

/// <summary>What an outcome says about the contact attempt.</summary>
public enum OutcomeMeaning
{
    /// <summary>Neither positive nor negative.</summary>
    Neutral,

    /// <summary>The person was reached.</summary>
    Reached,

    /// <summary>The person was not reached.</summary>
    NotReached,

    /// <summary>The attempt went well.</summary>
    Positive,

    /// <summary>The attempt went badly.</summary>
    Negative,
}
