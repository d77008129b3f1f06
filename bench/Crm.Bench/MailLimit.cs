using System.Data.Common;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Data.Sqlite;
using MimeKit;
using Npgsql;

namespace Crm.Bench;

/// <summary>
/// The least that a sender can do which writes the same rows with the same durable commits: a claim for twenty messages, then for each a commit before it is sent and one with what became of it. It asks nothing at the gate but whether
/// the message is still its own, copies the rows of a message that the engine sent, and notes when somebody last dealt with the record, as lists need it.
/// </summary>
internal sealed class MailLimit(BenchDatabase database, Guid mailbox) : IAsyncDisposable
{
    private static readonly string[] Copied = ["crm_activity", "crm_timeline_entry", "crm_outbox_event", "crm_outbox_event", "crm_audit_entry"];

    private readonly DbConnection connection = database.IsPostgres
        ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxAutoPrepare = 20 }.ConnectionString)
        : new SqliteConnection(database.ConnectionString);
    private readonly SmtpClient client = new();
    private readonly List<object> templates = [];
    private string record = "";

    /// <summary>Connects, and looks at what the engine wrote for a message.</summary>
    public async Task OpenAsync(int port)
    {
        await connection.OpenAsync();
        foreach (
            var (table, which) in Copied.Zip([
                "type_key = 'crm.email'",
                "type_key = 'crm.email'",
                "type = 'message.sent'",
                "type = 'activity.logged'",
                "action = 'message.record'",
            ])
        )
            templates.Add((await RowsAsync($"select id from {table} where {which} limit 1"))[0][0]);
        templates[1] = templates[0];
        var inserts = new List<string>();
        for (var index = 0; index < Copied.Length; index++)
            inserts.Add(await CopyAsync(Copied[index], index));
        record =
            "update crm_message set state = 'Sent', server_reply = @reply, attempts = attempts + 1, next_attempt_at = null, lease_until = null, sent_at = @now, revision = revision + 1"
            + $" where id = @id and fence = @fence and state = 'Sending'; {string.Join("; ", inserts)}"
            + "; update crm_last_touch set touched_at = @now, is_touched = true where record in (@record, (select company from crm_record where id = @record)) and (not is_touched or touched_at < @now)";
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
    }

    /// <summary>Sends what is queued in the mailbox.</summary>
    public async Task<int> RunAsync()
    {
        var sent = 0;
        for (List<object[]> claimed; (claimed = await ClaimAsync()).Count > 0; sent += claimed.Count)
            foreach (var message in claimed)
                await SendAsync(message);
        return sent;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await connection.DisposeAsync();
    }

    private async Task SendAsync(object[] message)
    {
        await WriteAsync(
            "update crm_message set state = 'Sending', spoken_at = coalesce(spoken_at, @now), lease_until = @until, revision = revision + 1 where id = @id and fence = @fence and state = 'Queued'",
            isDurable: true,
            ("id", message[0]),
            ("fence", message[1])
        );
        using var mail = new MimeMessage
        {
            Subject = (string)message[4],
            MessageId = (string)message[5],
            Body = new TextPart("plain") { Text = (string)message[6] },
        };
        mail.From.Add(new MailboxAddress("", (string)message[2]));
        mail.To.Add(new MailboxAddress("", (string)message[3]));
        var reply = await client.SendAsync(mail);
        var ids = Copied.Select((_, index) => ($"new{index}", NewId())).ToList();
        ids[1] = ("new1", ids[0].Item2);
        await WriteAsync(
            record,
            isDurable: false,
            [
                ("id", message[0]),
                ("fence", message[1]),
                ("record", message[7]),
                ("reply", reply),
                .. ids,
                .. templates.Select((id, index) => ($"old{index}", id)),
            ]
        );
    }

    private async Task<List<object[]>> ClaimAsync()
    {
        await using var transaction = await BeginAsync(isDurable: false);
        var claimed = await RowsAsync(
            "update crm_message set fence = fence + 1, lease_until = @until, revision = revision + 1 where id in (select id from crm_message where mailbox = @mailbox and state = 'Queued' order by next_attempt_at, id limit 20)"
                + " returning id, fence, from_address, to_address, subject, wire_id, text, record",
            transaction,
            ("mailbox", Id(mailbox))
        );
        await transaction.CommitAsync();
        return claimed;
    }

    private async Task WriteAsync(string statement, bool isDurable, params IReadOnlyList<(string, object)> values)
    {
        await using var transaction = await BeginAsync(isDurable);
        await using var command = Command(statement, transaction, values);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>On SQLite the engine, too, syncs only what must not be forgotten.</summary>
    private async Task<DbTransaction> BeginAsync(bool isDurable)
    {
        if (!database.IsPostgres)
            await Command($"pragma synchronous = {(isDurable ? "full" : "normal")}", null, []).ExecuteNonQueryAsync();
        return await connection.BeginTransactionAsync();
    }

    private async Task<List<object[]>> RowsAsync(string statement, DbTransaction? transaction = null, params IReadOnlyList<(string, object)> values)
    {
        await using var command = Command(statement, transaction, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private DbCommand Command(string statement, DbTransaction? transaction, IReadOnlyList<(string, object)> values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        object now = database.IsPostgres ? BenchTenant.Start : (BenchTenant.Start - DateTimeOffset.UnixEpoch).Ticks / 10;
        object until = database.IsPostgres ? DateTimeOffset.UtcNow.AddMinutes(2) : (DateTimeOffset.UtcNow.AddMinutes(2) - DateTimeOffset.UnixEpoch).Ticks / 10;
        foreach (var (name, value) in values.Append(("now", now)).Append(("until", until)))
        {
            if (!statement.Contains($"@{name}", StringComparison.Ordinal))
                continue;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private async Task<string> CopyAsync(string table, int index)
    {
        var columns = await RowsAsync(
            database.IsPostgres
                ? $"select column_name from information_schema.columns where table_name = '{table}' and is_generated = 'NEVER' order by ordinal_position"
                : $"select name from pragma_table_info('{table}')"
        );
        var names = columns.ConvertAll(column => (string)column[0]);
        return $"insert into {table} ({string.Join(", ", names)}) select {string.Join(", ", names.Select(name => name == "id" ? $"@new{index}" : name))} from {table} where id = @old{index}";
    }

    private object NewId() => Id(Guid.CreateVersion7());

    private object Id(Guid id) => database.IsPostgres ? id : id.ToString();
}
