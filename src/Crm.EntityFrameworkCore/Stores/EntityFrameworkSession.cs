using Crm.EntityFrameworkCore.Model;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore.Stores;

/// <summary>A session that reads with Entity Framework Core, on a context that the first such read opens: building the model costs a process half a second of CPU, and many need none.</summary>
internal sealed class EntityFrameworkSession : StoreSession
{
    private readonly Lazy<CrmDbContext> context;
    private readonly OpenTransaction work;

    /// <summary>Reads with a context on a transaction; gives the context back when disposed.</summary>
    public EntityFrameworkSession(Lazy<CrmDbContext> context, OpenTransaction work)
        : base(work) => (this.context, this.work) = (context, work);

    /// <inheritdoc/>
    public override IRecordStore Records => field ??= new RecordStore(this);

    /// <inheritdoc/>
    public override IActivityStore Activities => field ??= new ActivityStore(this);

    /// <inheritdoc/>
    public override ISequenceStore Sequences => field ??= new SequenceStore(this);

    /// <inheritdoc/>
    public override IMessageStore Messages => field ??= new MessageStore(this);

    /// <summary>The context; tests look through it at the mapper.</summary>
    internal CrmDbContext Context => context.Value;

    /// <summary>The rows of a table that this session sees. Queries end in <see cref="ListAsync"/>.</summary>
    public IQueryable<T> Rows<T>()
        where T : class, IRow
    {
        if (Tenant is not { } tenant)
            return Context.Set<T>();
        var property = RowModel.Of(typeof(T)).TenantProperty;
        return Context.Set<T>().Where(row => EF.Property<TenantId>(row, property) == tenant);
    }

    /// <summary>What a query gives; fails in the engine's own exceptions.</summary>
    public async Task<List<T>> ListAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
            return await rows.ToListAsync(cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public override StoreSession Narrow(TenantId tenant) => new EntityFrameworkSession(context, work.Narrow(tenant));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => context.IsValueCreated ? Context.DisposeAsync() : ValueTask.CompletedTask;
}
