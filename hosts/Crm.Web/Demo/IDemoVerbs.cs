namespace Crm.Web.Demo;

/// <summary>Does what some of the verbs of stories say, by the use cases that pages call, as the member who did it.</summary>
internal interface IDemoVerbs
{
    /// <summary>The verbs.</summary>
    IReadOnlyList<string> Verbs { get; }

    /// <summary>Whether sequences and mail move on by it.</summary>
    bool MovesSequences { get; }

    /// <summary>Does it.</summary>
    Task DoAsync(DemoEntry entry, CancellationToken cancellationToken);
}
