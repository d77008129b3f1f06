using System.Data.Common;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Sql.Stores;

/// <summary>Reads a member's day in one round trip. What could be many is counted up to a bound, or looked for among the first of the tenant: the day of one member must not cost what the tenant's costs.</summary>
internal sealed class MemberDays(StoreSession session)
{
    private const string Mine = "t.tenant = @tenant and t.assignee = @member and t.state = 'Open' and t.deleted_at is null";
    private const string Draft = "t.type_key = 'crm.email_draft'";

    /// <summary>Whose delivery is unknown: about the member's records, or from the member's mailbox.</summary>
    private const string Unknown = """
        from crm_message m join crm_record r on r.id = m.record and r.tenant = m.tenant
        where m.tenant = @tenant and m.state = 'Unknown'
        and (r.owner = @member or (select 1 from crm_mailbox b where b.id = m.mailbox and b.tenant = m.tenant and b.member = @member) is not null)
        """;

    /// <summary>The first steps of the tenant that are due before the day ends; an index over owners would be written at every step.</summary>
    private const string Due = """
        (select e.id, e.tenant, e.sequence, e.record, e.step_key, e.due_at, e.owner, e.state from crm_enrollment e
            where e.tenant = @tenant and e.due_at < @end and e.state in ('Active', 'Pending', 'Paused') and not e.is_held and e.set_aside_revision is distinct from e.revision
            order by e.due_at, e.id limit 5000)
        """;

    private const string Reply = "t.type_key = 'crm.email' and t.direction = 'Inbound'";

    private static readonly string[] Types = [.. Enum.GetNames<RecordType>()];

    /// <summary>A day.</summary>
    public async Task<MemberDay> ReadAsync(MemberDayFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Max is < 1 or > 50)
            throw CrmException.Invalid("max", $"It must be 1–50, was {filter.Max}.");
        var values = Values(filter);
        var visible = filter.VisibleOwners is null ? "true" : $"(r.owner is null or {session.Dialect.In("r.owner", "@owners")})";
        var counts = new SqlResult<int[]>(new(Counts, values), row => [.. Enumerable.Range(0, 6).Select(index => (int)row.GetInt64(index))]);
        var tasks = Open($"{Mine} and not {Draft} and t.due_at < @end", visible, values);
        var drafts = Open($"{Mine} and {Draft}", visible, values);
        var messages = new SqlResult<DayMessage>(
            new(
                $"select m.id, m.subject, m.to_address, m.state, m.queued_at, r.type, r.id, r.name {Unknown} and {visible} order by m.id desc limit @max",
                values
            ),
            Message
        );
        var steps = new SqlResult<DayStep>(new(StepsOf(visible), values), Step);
        var entry = session.ReaderOf<TimelineEntry>();
        var changes = new SqlResult<DayChange>(new(ChangesOf(visible), values), row => new DayChange(entry(row), Named(row, row.GetOrdinal("r_type"))));
        var replies = new SqlResult<DayChange>(new(RepliesOf(visible), values), row => new DayChange(entry(row), Named(row, row.GetOrdinal("r_type"))));
        await session.ReadAsync([counts, tasks, drafts, messages, steps, changes, replies], cancellationToken);
        var counted = counts.Rows[0];
        return new MemberDay
        {
            Overdue = counted[0],
            DueToday = counted[1],
            Drafts = counted[2],
            UnknownMessages = counted[3],
            BlockedEnrollments = counted[4],
            SequenceSteps = counted[5],
            Tasks = tasks.Rows,
            DraftRows = drafts.Rows,
            Messages = messages.Rows,
            Steps = steps.Rows,
            Changes = changes.Rows,
            Replies = replies.Rows,
        };
    }

    private static string Counts =>
        $"""
            select
                (select count(*) from crm_activity t where {Mine} and not {Draft} and t.due_at < @now),
                (select count(*) from crm_activity t where {Mine} and not {Draft} and t.due_at >= @now and t.due_at < @end),
                (select count(*) from crm_activity t where {Mine} and {Draft}),
                (select count(*) from (select 1 {Unknown} limit 1000) u),
                (select count(*) from (select e.owner from crm_enrollment e where e.tenant = @tenant and e.state = 'Blocked' order by e.id desc limit 5000) b where b.owner = @member),
                (select count(*) from {Due} e where e.owner = @member and e.state <> 'Paused')
            """;

    /// <summary>Open activities, each with the first record that shows it directly and that the member may see.</summary>
    private SqlResult<OpenActivity> Open(string where, string visible, IReadOnlyList<SqlValue> values)
    {
        var activity = session.ReaderOf<Activity>();
        var statement = $"""
            select x.*, r.type as r_type, r.id as r_id, r.name as r_name from (
                select t.*, (
                    select e.record from crm_timeline_entry e join crm_record r on r.id = e.record and r.tenant = e.tenant
                    where e.id = t.id and e.tenant = t.tenant and e.via is null and {visible} order by e.record limit 1
                ) as about
                from crm_activity t where {where} order by t.due_at, t.id limit @max
            ) x left join crm_record r on r.id = x.about and r.tenant = x.tenant order by x.due_at, x.id
            """;
        return new SqlResult<OpenActivity>(
            new(statement, values),
            row =>
            {
                var first = row.GetOrdinal("r_type");
                return row.IsDBNull(first)
                    ? new OpenActivity(activity(row), null, null)
                    : new OpenActivity(activity(row), Named(row, first).Record, Named(row, first).Name);
            }
        );
    }

    /// <summary>The records of the tenant that were dealt with last, of each type.</summary>
    private static IEnumerable<string> Touched =>
        Types.Select(type =>
            $"select * from (select l.record as id from crm_last_touch l where l.tenant = @tenant and l.record_type = '{type}' and l.touched_at >= @since order by l.touched_at desc, l.record desc limit 1000) a"
        );

    private static string StepsOf(string visible) =>
        $"""
            select e.id, s.key, s.name, e.step_key, e.due_at, r.type, r.id, r.name
            from {Due} e
            join crm_sequence s on s.id = e.sequence and s.tenant = e.tenant
            join crm_record r on r.id = e.record and r.tenant = e.tenant
            where e.owner = @member and e.state <> 'Paused' and e.step_key is not null and {visible} order by e.due_at, e.id limit @max
            """;

    /// <summary>What others did to records of the member, among those of the tenant that were dealt with or changed last.</summary>
    private static string ChangesOf(string visible)
    {
        var changed = Types.Select(type =>
            $"select * from (select c.id from crm_record c where c.tenant = @tenant and c.type = '{type}' and c.deleted_at is null and c.updated_at >= @since order by c.updated_at desc, c.id desc limit 1000) a"
        );
        return $"""
            select t.*, r.type as r_type, r.id as r_id, r.name as r_name
            from ({string.Join(" union ", Touched.Concat(changed))}) n
            join crm_record r on r.id = n.id and r.tenant = @tenant
            join crm_timeline_entry t on t.tenant = r.tenant and t.record = r.id and t.occurred_at >= @since
            where r.owner = @member and r.deleted_at is null and t.author <> @author and t.folded_into is null and not t.is_removed
                and (t.type_key <> 'crm.email' or t.direction is distinct from 'Inbound') and {visible}
            order by t.occurred_at desc, t.id desc limit @max
            """;
    }

    /// <summary>Emails that came in about records of the member, whoever wrote them down, among those of the tenant that were dealt with last.</summary>
    private static string RepliesOf(string visible) =>
        $"""
            select t.*, r.type as r_type, r.id as r_id, r.name as r_name
            from ({string.Join(" union ", Touched)}) n
            join crm_record r on r.id = n.id and r.tenant = @tenant
            join crm_timeline_entry t on t.tenant = r.tenant and t.record = r.id and t.occurred_at >= @since
            where r.owner = @member and r.deleted_at is null and {Reply} and t.via is null and not t.is_removed and {visible}
            order by t.occurred_at desc, t.id desc limit @max
            """;

    private DayMessage Message(DbDataReader row) =>
        new(
            new MessageId(row.GetGuid(0)),
            row.GetString(1),
            row.GetString(2),
            Enum.Parse<MessageState>(row.GetString(3)),
            session.Dialect.ReadTime(row, 4)!.Value,
            Named(row, 5)
        );

    private DayStep Step(DbDataReader row) =>
        new(new EnrollmentId(row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetString(3), session.Dialect.ReadTime(row, 4)!.Value, Named(row, 5));

    private static NamedRecord Named(DbDataReader row, int first) =>
        new(new RecordRef(Enum.Parse<RecordType>(row.GetString(first)), new RecordId(row.GetGuid(first + 1))), row.GetString(first + 2));

    private List<SqlValue> Values(MemberDayFilter filter)
    {
        var tenant = session.Tenant ?? throw new InvalidOperationException("A day is a member's, of one tenant.");
        List<SqlValue> values =
        [
            new("tenant", session.Dialect.Id(tenant.Value)),
            new("member", session.Dialect.Id(filter.Member.Value)),
            new("author", Tenancy.Actor.Member(filter.Member).ToString()),
            session.Time("now", filter.Now),
            session.Time("end", filter.End),
            session.Time("since", filter.ChangedSince),
            new("max", filter.Max),
        ];
        if (filter.VisibleOwners is { } owners)
            values.Add(session.Set("owners", owners.Select(owner => owner.Value)));
        return values;
    }
}
