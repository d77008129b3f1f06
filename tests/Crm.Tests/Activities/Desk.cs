using Crm.Audit;
using Crm.Kernel;
using Crm.Plugins;
using Crm.Plugins.Essentials.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>Words for activities and timelines.</summary>
internal sealed class Desk(CrmHarness crm, TestTenant tenant) : Workplace(crm, tenant)
{
    public async Task<Contact> ContactAsync(Caller? owner = null)
    {
        var contact = Sample.Contact(Tenant.Id, owner: owner?.Member);
        await StoreAsync(contact);
        return contact;
    }

    public Task<ActivityView> CallAsync(CrmRecord record, string subject = "Talked", DateTimeOffset? at = null) =>
        UseCase<LogCall>().ExecuteAsync(Rep, new LogCallInput([record.Ref]) { Subject = subject, OccurredAt = at }, default);

    public async Task<IReadOnlyList<TimelineEntryView>> TimelineAsync(
        CrmRecord record,
        Caller? by = null,
        Func<GetTimelineInput, GetTimelineInput>? narrow = null
    )
    {
        var input = new GetTimelineInput(record.Ref) { Page = new PageRequest(200) };
        var page = await UseCase<GetTimeline>().ExecuteAsync(by ?? Administrator, narrow?.Invoke(input) ?? input, default);
        return page.Rows;
    }

    public Task<IReadOnlyList<TimelineEntry>> EntriesAsync(ActivityId id) => ReadAsync(unit => unit.Activities.GetEntriesAsync([id.Value], default));

    public async Task<Activity?> FindAsync(ActivityId id) => (await ReadAsync(unit => unit.Activities.GetAsync([id], default))).SingleOrDefault();
}

/// <summary>A plugin's type that fails on everything.</summary>
internal sealed class BrokenType() : ActivityType<NoDetails>("test.broken", "Broken")
{
    protected override ActivityDescription Describe(NoDetails details) => throw new InvalidOperationException("secret of a customer");
}

/// <summary>A plugin's type that must have an outcome and a place.</summary>
internal sealed class VisitType() : ActivityType<NoDetails>("test.visit", "Visit")
{
    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Requires = ActivityFields.Outcome | ActivityFields.Location,
            Outcomes = [new("met", "Met", OutcomeMeaning.Reached)],
        };

    protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
}
