namespace Crm.Records;

/// <summary>What a stage says of its deals.</summary>
public enum StageKind
{
    /// <summary>Still open.</summary>
    Open,

    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,
}
