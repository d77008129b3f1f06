using System.Data.Common;
using System.Diagnostics;
using Crm.Sql.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Stores.Tests;

/// <summary>The commands that Entity Framework and our own sessions send for the method that called <see cref="Clear"/>, in their order; not those of fixtures that run at the same time.</summary>
internal sealed class CommandCapture : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<DbCommand> commands = [];
    private readonly List<IDisposable> subscriptions = [];
    private readonly AsyncLocal<bool> isWatched = new();

    public CommandCapture() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public void Clear()
    {
        isWatched.Value = true;
        lock (commands)
            commands.Clear();
    }

    public IReadOnlyList<DbCommand> Take()
    {
        lock (commands)
            return [.. commands];
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is DbLoggerCategory.Name or StoreSession.DiagnosticName)
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var sent =
            value.Value is CommandExecutedEventData executed && value.Key == RelationalEventId.CommandExecuted.Name
                ? executed.Command
                : value.Value as DbCommand;
        if (sent is null || !isWatched.Value)
            return;
        // The command itself is used again: what it was is kept apart.
        var copy = sent.Connection!.CreateCommand();
        copy.CommandText = sent.CommandText;
        foreach (DbParameter parameter in sent.Parameters)
            copy.Parameters.Add(Copy(parameter));
        lock (commands)
            commands.Add(copy);
    }

    /// <summary>A parameter belongs to one command only.</summary>
    public static DbParameter Copy(DbParameter parameter) =>
        parameter is ICloneable cloneable ? (DbParameter)cloneable.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value);

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}
