namespace Crm.Records;

/// <summary>Follows what happens to records: that they are deleted, restored, converted or disqualified, that they get another owner, field or address. Records know nothing of what follows them.</summary>
internal interface IRecordFollower
{
    /// <summary>Adds what follows from changes that were just decided to the same frame. Set-based.</summary>
    /// <param name="work">The frame of the change; its rows are wanted already.</param>
    /// <param name="changes">What was changed; a change that changes nothing is left alone.</param>
    Task FollowAsync(Work work, IReadOnlyCollection<RecordChange> changes);
}
