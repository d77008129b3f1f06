using Microsoft.Data.Sqlite;

namespace Crm.Bench;

/// <summary>
/// By hand on SQLite: one connection, write-ahead log, a claim that brings what the rows need, one prepared statement per table run for each row, a commit per batch. The file is mapped, the cache
/// holds what the run touches, and checkpoints are rare: what SQLite gives where neither memory nor a read error of the disk needs to be thought of.
/// </summary>
internal sealed class SqliteRunnerLimit : IRunnerLimit
{
    private readonly SqliteConnection connection;
    private readonly string tenant;
    private readonly string owner;
    private readonly SqliteCommand claim;
    private readonly List<SqliteCommand> writes;

    public SqliteRunnerLimit(string connectionString, BenchTenant tenant)
    {
        (this.tenant, owner) = (tenant.Id.ToString(), tenant.Owner.ToString());
        connection = new SqliteConnection(connectionString);
        connection.Open();
        using (var pragma = connection.CreateCommand())
        {
            // Two builds are compared with the limit as it was at first: its memory would hide theirs.
            pragma.CommandText = Environment.GetEnvironmentVariable("CRM_BENCH_PLAIN_LIMIT") is null
                ? "pragma synchronous = normal; pragma cache_size = -65536; pragma mmap_size = 268435456; pragma wal_autocheckpoint = 4000"
                : "pragma synchronous = normal";
            pragma.ExecuteNonQuery();
        }
        claim = Prepared(
            """
            select e.id, e.record, c.company, c.name, c.first_name, e.due_at from crm_enrollment e join crm_record c on c.id = e.record and c.tenant = e.tenant
            where e.tenant = $tenant and e.state in ('Active', 'Pending', 'Paused') and not e.is_held
            and e.set_aside_revision is distinct from e.revision and e.due_at <= $now order by e.due_at, e.id limit $max
            """,
            "$tenant",
            "$now",
            "$max"
        );
        writes =
        [
            Prepared(
                """
                insert into crm_step_execution (id, tenant, enrollment, step_key, pass, state, why, attempt, due_at, first_decided_at, finished_at, activity, message, text_revision)
                values ($execution, $tenant, $enrollment, 'first-call', 1, 'Done', null, 0, $due, $now, $now, $activity, null, 1)
                """,
                "$tenant",
                "$now",
                "$execution",
                "$enrollment",
                "$due",
                "$activity"
            ),
            Prepared(
                """
                insert into crm_activity (
                    id, tenant, type_key, subject, body, state, outcome, duration_seconds, location, attendees, direction, due_at, recording_url, details, metadata,
                    occurred_at, recorded_at, completed_at, fulfilled_by, assignee, author, enrollment, execution, deleted_at, revision)
                values ($activity, $tenant, 'crm.task', $subject, $body, 'Open', null, null, null, '[]', null, $now, null, '{"kind":"call","priority":"normal"}', '{}',
                    $now, $now, null, null, $owner, 'system:runner', $enrollment, $execution, null, 1)
                """,
                "$tenant",
                "$now",
                "$activity",
                "$subject",
                "$body",
                "$owner",
                "$enrollment",
                "$execution"
            ),
            Entry("null", "$record"),
            Entry("$record", "$company"),
            Prepared(
                """
                insert into crm_outbox_event (
                    id, tenant, type, record, record_type, payload, causes, occurred_at, relayed_at, attempts, next_attempt_at, lease_until, fence)
                values ($event, $tenant, 'step.decided', $record, 'Contact', $payload, '["enrollment:' || $enrollment || '"]', $now, null, 0, null, null, 0)
                """,
                "$tenant",
                "$now",
                "$event",
                "$record",
                "$enrollment",
                "$payload"
            ),
            Prepared(
                """
                update crm_enrollment set step_key = 'second-call', pass = 1, attempt = 0, due_at = $next, due_local = $local, due_zone = 'Europe/Berlin',
                    zone_source = 'recipient', reason = null, cause = null, lease_until = null, revision = revision + 1
                where id = $enrollment and tenant = $tenant
                """,
                "$tenant",
                "$next",
                "$local",
                "$enrollment"
            ),
        ];
    }

    /// <inheritdoc/>
    public Task<int> RunOnceAsync(DateTimeOffset now, int max)
    {
        using var transaction = connection.BeginTransaction();
        var rows = Claim(transaction, now, max);
        if (rows.Count == 0)
            return Task.FromResult(0);
        foreach (var write in writes)
            write.Transaction = transaction;
        var values = new Dictionary<string, object>
        {
            ["$tenant"] = tenant,
            ["$owner"] = owner,
            ["$now"] = Microseconds(now.UtcDateTime),
        };
        foreach (var row in rows)
        {
            var activity = Guid.CreateVersion7(now);
            var (next, local) = LimitRow.Next(now.UtcDateTime);
            var body = row.Body;
            values["$execution"] = row.Execution.ToString();
            values["$enrollment"] = row.Enrollment.ToString();
            values["$record"] = row.Record.ToString();
            values["$company"] = row.Company.ToString();
            values["$activity"] = activity.ToString();
            values["$event"] = Guid.CreateVersion7(now).ToString();
            values["$due"] = Microseconds(row.DueAt);
            values["$subject"] = row.Subject;
            values["$body"] = body;
            values["$snippet"] = LimitRow.Snippet(body);
            values["$payload"] = row.Payload(activity);
            values["$next"] = Microseconds(next);
            values["$local"] = local;
            foreach (var write in writes)
            {
                foreach (SqliteParameter parameter in write.Parameters)
                    parameter.Value = values[parameter.ParameterName];
                if (write.ExecuteNonQuery() != 1)
                    throw new InvalidOperationException("A row was not written.");
            }
        }
        transaction.Commit();
        return Task.FromResult(rows.Count);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in writes)
            await command.DisposeAsync();
        await claim.DisposeAsync();
        await connection.DisposeAsync();
    }

    private List<LimitRow> Claim(SqliteTransaction transaction, DateTimeOffset now, int max)
    {
        claim.Transaction = transaction;
        claim.Parameters["$tenant"].Value = tenant;
        claim.Parameters["$now"].Value = Microseconds(now.UtcDateTime);
        claim.Parameters["$max"].Value = max;
        using var reader = claim.ExecuteReader();
        var rows = new List<LimitRow>(max);
        while (reader.Read())
            rows.Add(
                new LimitRow(
                    Guid.Parse(reader.GetString(0)),
                    Guid.Parse(reader.GetString(1)),
                    Guid.Parse(reader.GetString(2)),
                    reader.GetString(3),
                    reader.GetString(4),
                    DateTime.UnixEpoch.AddTicks(reader.GetInt64(5) * TimeSpan.TicksPerMicrosecond)
                )
            );
        return rows;
    }

    private SqliteCommand Entry(string via, string record) =>
        Prepared(
            $$"""
            insert into crm_timeline_entry (
                id, record, tenant, occurred_at, kind, type_key, via, subject, snippet, badges, outcome, duration_seconds, state, direction, author, recorded_at,
                folded_into, is_removed)
            values ($activity, {{record}}, $tenant, $now, 'Activity', 'crm.task', {{via}}, $subject, $snippet, '["Call"]', null, null, 'Open', null, 'system:runner', $now, null, 0)
            """,
            [.. new[] { "$activity", record, "$tenant", "$now", "$subject", "$snippet" }, .. via == "null" ? Array.Empty<string>() : [via]]
        );

    private SqliteCommand Prepared(string statement, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private static long Microseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
