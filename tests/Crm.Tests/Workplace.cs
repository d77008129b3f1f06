using Crm.Audit;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Crm;

/// <summary>A tenant in a harness, for words of the domain that several tests share.</summary>
internal abstract class Workplace(CrmHarness crm, TestTenant tenant) : IAsyncDisposable
{
    public CrmHarness Crm { get; } = crm;

    public TestTenant Tenant { get; } = tenant;

    public TestClock Clock => Crm.Clock;

    public Caller System => Tenant.System;

    public Caller Administrator => Tenant.Administrator;

    public Caller Manager => Tenant.Manager;

    public Caller Rep => Tenant.Rep;

    public Caller Colleague => Tenant.Colleague;

    public Caller Reader => Tenant.Reader;

    public T UseCase<T>()
        where T : notnull => Crm.UseCase<T>();

    public Task StoreAsync(params IReadOnlyList<IRow> rows) => Tenant.StoreAsync(rows);

    public Task ReplaceAsync(params IReadOnlyList<IRow> rows) => Tenant.ReplaceAsync(rows);

    public Task<T> ReadAsync<T>(Func<IUnitOfWork, Task<T>> read) => Tenant.ReadAsync(read);

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(RecordRef? record = null) => Tenant.AuditAsync(record?.ToString());

    public Task<IReadOnlyList<TimelineEntry>> EntriesAsync(RecordRef record) => Tenant.TimelineAsync(record.Id);

    /// <summary>Types of all events that are not published yet, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() => [.. (await Tenant.EventsAsync()).Select(row => row.Type)];

    /// <summary>Does what must be refused, and looks that nothing but a note of a missing right was written.</summary>
    public async Task<CrmError> RefusedAsync(Func<Task> act)
    {
        var before = (await AuditAsync()).Select(row => row.Id).ToHashSet();
        var exception = Assert.CatchAsync<CrmException>(act)!;
        Assert.That((await AuditAsync()).Where(row => !before.Contains(row.Id) && !row.IsRefusal), Is.Empty, "the database is unchanged");
        return exception.Error;
    }

    /// <inheritdoc cref="RefusedAsync"/>
    public async Task<T> RefusedAsync<T>(Func<Task> act)
        where T : CrmError
    {
        var error = await RefusedAsync(act);
        Assert.That(error, Is.TypeOf<T>());
        return (T)error;
    }

    public ValueTask DisposeAsync() => Crm.DisposeAsync();
}
