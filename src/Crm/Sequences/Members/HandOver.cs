using Crm.Activities;
using Crm.Records.Editing;

namespace Crm.Sequences.Members;

/// <summary>Counts what a member has, or gives it to another: records with their enrollments, then the enrollments and tasks of others' records. Page by page within the transaction of the frame, so that memory stays bounded.</summary>
/// <param name="work">The frame.</param>
/// <param name="follower">Follows the records to their new owner.</param>
/// <param name="member">Who has it.</param>
internal sealed class HandOver(Work work, IRecordFollower follower, MemberId member)
{
    private const int PageSize = 200;

    private static readonly EnrollmentState[] Live = [.. Enum.GetValues<EnrollmentState>().Where(state => state != EnrollmentState.Finished)];

    private EnrollmentFilter Enrollments => new() { Owner = member, States = Live };

    private OpenActivityFilter Tasks => new() { Assignee = member };

    /// <summary>How much the member has.</summary>
    public async Task<MemberWork> CountAsync()
    {
        var records = 0;
        foreach (var type in Enum.GetValues<RecordType>())
            records += await CountAsync(page => RecordsAsync(type, page));
        return new MemberWork(
            records,
            await CountAsync(page => work.Stores.Activities.ListOpenAsync(Tasks, page, work.Cancellation)),
            await CountAsync(page => work.Stores.Sequences.ListEnrollmentsAsync(Enrollments, page, work.Cancellation)),
            (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Count(mailbox => mailbox.Member == member)
        );
    }

    /// <summary>Gives all of it to another member; what was blocked because this one is gone goes on. Mailboxes stay: an address is a person's own.</summary>
    public async Task GiveAsync(MemberId heir)
    {
        var rules = await RecordRules.LoadAsync(work);
        foreach (var type in Enum.GetValues<RecordType>())
            await EachPageAsync(page => RecordsAsync(type, page), (part, records) => GiveRecordsAsync(part, rules, records, heir));
        await EachPageAsync(
            page => work.Stores.Sequences.ListEnrollmentsAsync(Enrollments, page, work.Cancellation),
            (part, enrollments) => GiveEnrollmentsAsync(part, enrollments, heir)
        );
        await EachPageAsync(
            page => work.Stores.Activities.ListOpenAsync(Tasks, page, work.Cancellation),
            (part, tasks) =>
            {
                foreach (var task in tasks)
                {
                    var given = task.Activity with { Assignee = heir, Revision = task.Activity.Revision + 1 };
                    part.Changes.Update(given);
                    part.RecordChange("activity.edited", task.Record, task.Activity, given);
                }
                return Task.CompletedTask;
            }
        );
    }

    private async Task GiveRecordsAsync(Work part, RecordRules rules, IReadOnlyList<CrmRecord> records, MemberId heir)
    {
        var input = new RecordInput { Fields = new Dictionary<string, FieldValue?> { ["owner"] = heir.ToString() } };
        var changes = new List<RecordChange>(records.Count);
        foreach (var record in records)
        {
            var decisions = new RecordDecisions(rules, await part.KnownAsync(record.Type, input, record), part);
            changes.Add(new RecordChange(record, decisions.Change(record, input)));
        }
        await follower.FollowAsync(part, changes);
    }

    private async Task GiveEnrollmentsAsync(Work part, IReadOnlyList<Enrollment> enrollments, MemberId heir)
    {
        var given = enrollments.Select(enrollment => Sequences.Enrollments.Reassign(part, enrollment, heir)).ToList();
        var released = given.Where(enrollment => enrollment.State == EnrollmentState.Blocked && enrollment.Cause == Obstacle.OfMember(member)).ToList();
        await Sequences.Enrollments.ReleaseAsync(work.Stores, _ => part, released, work.Cancellation);
    }

    private Task<Page<CrmRecord>> RecordsAsync(RecordType type, PageRequest page) =>
        work.Stores.Records.ListAsync(new RecordFilter { Type = type, Owner = member }, page, work.Cancellation);

    private static async Task<int> CountAsync<T>(Func<PageRequest, Task<Page<T>>> list)
    {
        var (count, after) = (0, (string?)null);
        do
        {
            var page = await list(new PageRequest(PageSize, after));
            (count, after) = (count + page.Rows.Count, page.Next);
        } while (after is not null);
        return count;
    }

    /// <summary>What is given leaves the list, so the first page is the next one.</summary>
    private async Task EachPageAsync<T>(Func<PageRequest, Task<Page<T>>> list, Func<Work, IReadOnlyList<T>, Task> give)
    {
        while ((await list(new PageRequest(PageSize))).Rows is { Count: > 0 } rows)
        {
            var portion = new ChangeSet();
            await give(work.Into(portion), rows);
            await work.Stores.ApplyAsync(portion, work.Cancellation);
        }
    }
}
