using Npgsql;
using NpgsqlTypes;

namespace Crm.Bench;

/// <summary>By hand on PostgreSQL: a claim with SKIP LOCKED that brings what the rows need, one data-modifying statement over arrays, a commit. As the owner, past row-level security.</summary>
internal sealed class PostgresRunnerLimit(string connection, BenchTenant tenant) : IRunnerLimit
{
    private const string Claim = """
        select e.id, e.record, c.company, c.name, c.first_name, e.due_at from crm_enrollment e join crm_record c on c.id = e.record and c.tenant = e.tenant
        where e.tenant = $1 and e.state in ('Active', 'Pending', 'Paused') and not e.is_held
        and e.set_aside_revision is distinct from e.revision and e.due_at <= $2 order by e.due_at, e.id limit $3 for update of e skip locked
        """;

    private const string Write = """
        with x as (
            select * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::text[])
                as t(enrollment, record, company, execution, activity, event, due_at, subject, body, snippet, payload, next_at, next_local)
        ),
        executions as (
            insert into crm_step_execution (id, tenant, enrollment, step_key, pass, state, why, attempt, due_at, first_decided_at, finished_at, activity, message, text_revision)
            select execution, $1, enrollment, 'first-call', 1, 'Done', null, 0, due_at, $2, $2, activity, null, 1 from x
        ),
        activities as (
            insert into crm_activity (
                id, tenant, type_key, subject, body, state, outcome, duration_seconds, location, attendees, direction, due_at, recording_url, details, metadata,
                occurred_at, recorded_at, completed_at, fulfilled_by, assignee, author, enrollment, execution, deleted_at, revision)
            select activity, $1, 'crm.task', subject, body, 'Open', null, null, null, '[]', null, $2, null, '{"kind":"call","priority":"normal"}', '{}',
                $2, $2, null, null, $16, 'system:runner', enrollment, execution, null, 1 from x
        ),
        entries as (
            insert into crm_timeline_entry (
                id, record, tenant, occurred_at, kind, type_key, via, subject, snippet, badges, outcome, duration_seconds, state, direction, author, recorded_at,
                folded_into, is_removed)
            select activity, l.record, $1, $2, 'Activity', 'crm.task', l.via, subject, snippet, '["Call"]', null, null, 'Open', null, 'system:runner', $2, null, false
            from x cross join lateral (values (x.record, null), (x.company, x.record)) as l(record, via)
        ),
        events as (
            insert into crm_outbox_event (
                id, tenant, type, record, record_type, payload, causes, occurred_at, relayed_at, attempts, next_attempt_at, lease_until, fence)
            select event, $1, 'step.decided', record, 'Contact', payload::jsonb, jsonb_build_array('enrollment:' || enrollment), $2, null, 0, null, null, 0 from x
        )
        update crm_enrollment e set step_key = 'second-call', pass = 1, attempt = 0, due_at = x.next_at, due_local = x.next_local, due_zone = 'Europe/Berlin',
            zone_source = 'recipient', reason = null, cause = null, lease_until = null, revision = e.revision + 1
        from x where e.id = x.enrollment and e.tenant = $1
        """;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 20, NoResetOnClose = true }
    );

    /// <inheritdoc/>
    public async Task<int> RunOnceAsync(DateTimeOffset now, int max)
    {
        await using var open = await source.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync();
        var rows = await ClaimAsync(open, now, max);
        if (rows.Count == 0)
            return 0;
        await using var command = new NpgsqlCommand(Write, open, transaction);
        Fill(command.Parameters, rows, now);
        var written = await command.ExecuteNonQueryAsync();
        if (written < rows.Count)
            throw new InvalidOperationException($"{written} rows were written for {rows.Count} steps.");
        await transaction.CommitAsync();
        return rows.Count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<List<LimitRow>> ClaimAsync(NpgsqlConnection open, DateTimeOffset now, int max)
    {
        await using var command = new NpgsqlCommand(Claim, open);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<LimitRow>(max);
        while (await reader.ReadAsync())
            rows.Add(new LimitRow(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetDateTime(5)));
        return rows;
    }

    private void Fill(NpgsqlParameterCollection parameters, List<LimitRow> rows, DateTimeOffset now)
    {
        var count = rows.Count;
        var (enrollments, records, companies) = (new Guid[count], new Guid[count], new Guid[count]);
        var (executions, activities, events) = (new Guid[count], new Guid[count], new Guid[count]);
        var (dueAts, nextAts) = (new DateTime[count], new DateTime[count]);
        var (subjects, bodies, snippets, payloads, nextLocals) = (
            new string[count],
            new string[count],
            new string[count],
            new string[count],
            new string[count]
        );
        for (var index = 0; index < count; index++)
        {
            var row = rows[index];
            (enrollments[index], records[index], companies[index], executions[index]) = (row.Enrollment, row.Record, row.Company, row.Execution);
            (activities[index], events[index]) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
            (subjects[index], bodies[index]) = (row.Subject, row.Body);
            snippets[index] = LimitRow.Snippet(bodies[index]);
            payloads[index] = row.Payload(activities[index]);
            dueAts[index] = row.DueAt;
            (nextAts[index], nextLocals[index]) = LimitRow.Next(now.UtcDateTime);
        }
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id.Value });
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        foreach (var ids in (ReadOnlySpan<Guid[]>)[enrollments, records, companies, executions, activities, events])
            parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = dueAts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        foreach (var texts in (ReadOnlySpan<string[]>)[subjects, bodies, snippets, payloads])
            parameters.Add(new NpgsqlParameter<string[]> { TypedValue = texts });
        parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = nextAts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = nextLocals });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Owner.Value });
    }
}
