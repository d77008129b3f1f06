using Crm.Audit;
using Crm.Installation;
using Crm.Kernel;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Records;

/// <summary>Words for records and members.</summary>
internal sealed class Office(CrmHarness crm) : Workplace(crm, crm.Tenant)
{
    public static async Task<Office> OpenAsync(string kind = "sqlite")
    {
        var office = new Office(await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind }));
        // A millisecond goes by with each look, so that what is written later sorts later.
        office.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        return office;
    }

    public static RecordInput Fields(params (string Key, string? Value)[] fields) =>
        new() { Fields = fields.ToDictionary(field => field.Key, field => (FieldValue?)field.Value) };

    public Task<RecordResult> UpdateAsync(Caller caller, RecordResult record, params (string Key, string? Value)[] fields) =>
        UseCase<UpdateRecord>().ExecuteAsync(caller, new UpdateRecordInput(record.Record, record.Revision, Fields(fields)), default);

    public async Task<T> LoadAsync<T>(RecordRef record)
        where T : CrmRecord => (T)(await ReadAsync(unit => unit.Records.GetAsync([record.Id], default))).Single();
}
