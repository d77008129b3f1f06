using System.Globalization;
using Crm.Audit;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using Npgsql;

namespace Crm.Bench;

/// <summary>
/// A tenant on PostgreSQL as large as wanted: contacts of whom every second one belongs to a company, ten logged activities for each, which roll up to the company, and open deals. The server makes the rows, since the
/// engine would take an hour for them; <see cref="CheckAsync"/> reads some of them through the engine.
/// </summary>
internal sealed class LargeTenant(BenchDatabase database, int contacts, int deals)
{
    /// <summary>Activities of each contact.</summary>
    public const int ActivitiesEach = 10;

    private const int Members = 20;
    private static readonly string[] Kinds = ["member", "contact", "company", "deal", "activity"];
    private static readonly string[] OpenStages = ["new", "qualified", "proposal", "negotiation", "decision"];
    private const int ContactsPerCompany = 50;

    /// <summary>Names of people that differ as those of people do: a prefix of four letters finds some hundreds in a million.</summary>
    private const string Names = """
        create function pg_temp.chance(n bigint, most bigint) returns bigint language sql immutable as $$ select abs(hashint8(n * 31 + most) % most) $$;
        create function pg_temp.first_name(n bigint) returns text language sql immutable as $$
            select (array['Anna','Ben','Clara','David','Elif','Finn','Greta','Hugo','Ida','Jonas','Kira','Leon','Mara','Nils','Olga','Paul','Quinn','Rosa','Samir','Tilda','Uwe','Vera','Willi','Xenia','Yusuf'])[1 + pg_temp.chance(n, 25)] $$;
        create function pg_temp.last_name(n bigint) returns text language sql immutable as $$
            select initcap((array['mei','ber','hof','sch','lan','win','kra','mül','fis','web','bau','ric','kle','wol','neu','sch','zim','bra','har','kol'])[1 + n % 20]
            || (array['er','ta','lin','gen','mo','ker','ri','sen','dor','wal','be','ni','hau','lo','fen','tra','mar','vo','pel','gu'])[1 + (n / 20) % 20]
            || (array['mann','berg','stein','feld','bach','hoff','haus','ner','wald','brand','ler','sohn','dorf','thal','kamp','see','burg','rich','hardt','witz'])[1 + (n / 400) % 20]
            || (array['','','a','o','s'])[1 + (n / 8000) % 5]) $$;
        """;

    /// <summary>The tenant.</summary>
    public static TenantId Id { get; } = TenantId.From("bench");

    /// <summary>An administrator, who sees everything.</summary>
    public static Caller Administrator => new(Id, Actor.Member(MemberAt(1)));

    /// <summary>A rep who sees no more than the twentieth part that is the rep's own, and what nobody owns.</summary>
    public static Caller Rep => new(Id, Actor.Member(MemberAt(2)));

    /// <summary>A member, from 1.</summary>
    public static MemberId MemberAt(int number) => new(IdAt("member", number));

    /// <summary>A contact, from 1.</summary>
    public static RecordRef ContactAt(int number) => new(RecordType.Contact, new RecordId(IdAt("contact", number)));

    /// <summary>A company, from 1.</summary>
    public static RecordRef CompanyAt(int number) => new(RecordType.Company, new RecordId(IdAt("company", number)));

    /// <summary>Makes it.</summary>
    public async Task WriteAsync(ITenantStore store)
    {
        await WriteSettingsAsync(store);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { CommandTimeout = 1_800 });
        await using var connection = await source.OpenConnectionAsync();
        // Triggers sleep meanwhile, and indexes are built when the rows are there: that is what takes minutes instead of hours.
        await RunAsync(connection, "set session_replication_role = replica; set maintenance_work_mem = '1GB'; set synchronous_commit = off;" + Names + Ids);
        var indexes = await TakeIndexesAsync(connection);
        foreach (var statement in Large())
            await RunAsync(connection, statement);
        foreach (var index in indexes)
            await RunAsync(connection, index);
    }

    private static async Task WriteSettingsAsync(ITenantStore store)
    {
        var changes = new ChangeSet();
        changes.Insert(
            new Tenant
            {
                Id = Id,
                Name = "Bench",
                Zone = "Europe/Berlin",
                Currency = "EUR",
                CreatedAt = BenchTenant.Start,
            }
        );
        for (var number = 1; number <= Members; number++)
            changes.Insert(
                new Member
                {
                    Tenant = Id,
                    Id = MemberAt(number),
                    Name = $"Member {number}",
                    Role = number == 1 ? MemberRole.Administrator : MemberRole.Rep,
                    Access = number == 2 ? RecordAccess.Own : null,
                    Revision = 1,
                }
            );
        changes.Insert(
            new Pipeline
            {
                Tenant = Id,
                Key = "sales",
                Name = "Sales",
                Stages =
                [
                    .. OpenStages.Select(stage => new Stage(stage, stage, StageKind.Open)),
                    new Stage("won", "Won", StageKind.Won),
                    new Stage("lost", "Lost", StageKind.Lost),
                ],
                Revision = 1,
            }
        );
        changes.Insert(
            new CustomField
            {
                Tenant = Id,
                RecordType = RecordType.Contact,
                Key = "segment",
                Label = "Segment",
                Kind = CustomFieldKind.Text,
                IsIndexed = true,
                Revision = 1,
            }
        );
        changes.Insert(
            new AuditEntry
            {
                Tenant = Id,
                Id = Guid.CreateVersion7(BenchTenant.Start),
                At = BenchTenant.Start,
                Actor = Actor.System("bench"),
                Action = "bench.arrange",
            }
        );
        await using var unit = await store.BeginAsync(Id, WorkKind.Write, CancellationToken.None);
        await unit.ApplyAsync(changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>Compares what the engine makes of the rows with what is in them.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public async Task CheckAsync(BenchEngine engine)
    {
        var contact = ContactAt(contacts);
        var found = await engine.RunAsync((GetRecord get) => get.ExecuteAsync(Administrator, new GetRecordInput(contact), CancellationToken.None));
        var timeline = await engine.RunAsync((GetTimeline get) => get.ExecuteAsync(Administrator, new GetTimelineInput(contact), CancellationToken.None));
        if (found.LastTouchedAt != timeline.Rows[0].OccurredAt || timeline.Rows.Count != ActivitiesEach)
            throw new InvalidOperationException($"{found.Name} was last dealt with on {found.LastTouchedAt}, the timeline has {timeline.Rows.Count} rows.");
    }

    private static Guid IdAt(string kind, long number) => new($"{1772000000000 + number:x12}7{Kind(kind)}8{Kind(kind)}{number:x12}");

    private static string Kind(string kind) => (kind.Sum(letter => letter * 7) % 4096).ToString("x3", CultureInfo.InvariantCulture);

    private static string Ids =>
        string.Concat(
            Kinds.Select(kind =>
                $"create function pg_temp.{kind}(n bigint) returns uuid language sql immutable as $$ select (lpad(to_hex(1772000000000 + n), 12, '0') || '7{Kind(kind)}8{Kind(kind)}' || lpad(to_hex(n), 12, '0'))::uuid $$;\n"
            )
        );

    private static string Tenant => $"'{Id.Value}'::uuid";
    private static string Now => $"timestamptz '{BenchTenant.Start:O}'";

    private IEnumerable<string> Large()
    {
        var companies = Math.Max(1, contacts / 2 / ContactsPerCompany);
        yield return $"""
            insert into crm_record (id, tenant, type, name, name_key, owner, domain, custom, created_at, updated_at, revision)
            select pg_temp.company(n), {Tenant}, 'Company', pg_temp.last_name(n * 7) || ' ' || n || ' GmbH', lower(pg_temp.last_name(n * 7)) || ' ' || n || ' gmbh', pg_temp.member(1 + pg_temp.chance(n, {Members})), 'c' || n || '.example', '{"{}"}', {Now} - interval '400 days', {Now} - interval '400 days', 1
            from generate_series(1::bigint, {companies}) n;
            """;
        yield return $$"""
            insert into crm_record (id, tenant, type, name, name_key, first_name, last_name, owner, company, zone, country, custom, created_at, updated_at, revision)
            select pg_temp.contact(n), {{Tenant}}, 'Contact', f || ' ' || l, lower(f || ' ' || l), f, l, pg_temp.member(1 + pg_temp.chance(n, {{Members}})), case n % 2 when 0 then pg_temp.company(1 + (n / 2) % {{companies}}) end,
                'Europe/Berlin', 'DE', jsonb_build_object('segment', 's' || pg_temp.chance(n, 50)), {{Now}} - interval '400 days' + n * interval '1 second', {{Now}} - interval '400 days' + n * interval '1 second', 1
            from (select n, pg_temp.first_name(n) f, pg_temp.last_name(n * 7919) l from generate_series(1::bigint, {{contacts}}) n) p;
            """;
        yield return $"""
            insert into crm_name_word (record, word, tenant, record_type) select id, lower(last_name), tenant, 'Contact' from crm_record where type = 'Contact';
            insert into crm_contact_point (record, position, tenant, kind, value, normalized, is_primary)
            select pg_temp.contact(n), 0, {Tenant}, 'Email', a, a, true from (select n, lower(pg_temp.last_name(n * 7919)) || n || '@c' || n % 1000 || '.example' a from generate_series(1::bigint, {contacts}) n) p;
            insert into crm_custom_value (tenant, record_type, field, value, record) select {Tenant}, 'Contact', 'segment', 's' || pg_temp.chance(n, 50), pg_temp.contact(n) from generate_series(1::bigint, {contacts}) n;
            """;
        // The last activity of a contact was up to a year ago, the others a week before one another.
        yield return $"""
            insert into crm_activity (id, tenant, type_key, subject, body, state, outcome, duration_seconds, attendees, direction, details, metadata, occurred_at, recorded_at, author, revision)
            select pg_temp.activity(a), {Tenant}, 'crm.call', 'Talked about prices', 'They want a discount of five percent for a hundred licences, and an answer before the end of the week.', 'Logged', 'reached', 300, '[]', 'Outbound', '{"{}"}', '{"{}"}', happened, happened, 'member:' || pg_temp.member(1 + pg_temp.chance(n, {Members})), 1
            from (select a, 1 + a / {ActivitiesEach} n, {Now} - pg_temp.chance(1 + a / {ActivitiesEach}, 365) * interval '1 day' - a % {ActivitiesEach} * interval '7 days' happened from generate_series(0::bigint, {(long)contacts
                * ActivitiesEach
                - 1}) a) x;
            """;
        yield return Entries("pg_temp.contact(n)", "null", "true");
        yield return Entries($"pg_temp.company(1 + (n / 2) % {companies})", "pg_temp.contact(n)", "n % 2 = 0");
        yield return $"""
            insert into crm_record (id, tenant, type, name, name_key, owner, company, pipeline, stage, stage_since, amount_minor, currency, custom, created_at, updated_at, revision)
            select pg_temp.deal(n), {Tenant}, 'Deal', 'Licences ' || n, 'licences ' || n, pg_temp.member(1 + pg_temp.chance(n, {Members})), pg_temp.company(1 + n % {companies}), 'sales', (array['{string.Join(
                "','",
                OpenStages
            )}'])[1 + n % {OpenStages.Length}], {Now} - n % 200 * interval '1 day', 100000 + n * 10, 'EUR', '{"{}"}', {Now} - interval '300 days', {Now} - interval '300 days', 1
            from generate_series(1::bigint, {deals}) n;
            insert into crm_last_touch (record, tenant, record_type, touched_at, is_touched)
            select pg_temp.contact(n), {Tenant}, 'Contact', {Now} - pg_temp.chance(n, 365) * interval '1 day', true from generate_series(1::bigint, {contacts}) n
            union all select id, tenant, type, created_at, false from crm_record where type <> 'Contact';
            """;
    }

    private string Entries(string record, string via, string which) =>
        $"""
            insert into crm_timeline_entry (id, record, tenant, occurred_at, kind, type_key, via, subject, snippet, badges, outcome, duration_seconds, state, direction, author, recorded_at, is_removed)
            select pg_temp.activity(a), {record}, {Tenant}, happened, 'Activity', 'crm.call', {via}, 'Talked about prices', 'They want a discount of five percent for a hundred licences, and an answer before the end of the week.', '["Reached"]', 'reached', 300, 'Logged', 'Outbound', 'member:' || pg_temp.member(1 + pg_temp.chance(n, {Members})), happened, false
            from (select a, 1 + a / {ActivitiesEach} n, {Now} - pg_temp.chance(1 + a / {ActivitiesEach}, 365) * interval '1 day' - a % {ActivitiesEach} * interval '7 days' happened from generate_series(0::bigint, {(long)contacts
                * ActivitiesEach
                - 1}) a) x where {which};
            """;

    /// <summary>Drops the indexes of the large tables; gives the statements that make them again.</summary>
    private static async Task<IReadOnlyList<string>> TakeIndexesAsync(NpgsqlConnection connection)
    {
        var (drops, makes) = (new List<string>(), new List<string>());
        await using (
            var command = new NpgsqlCommand(
                """
                select x.indexrelid::regclass::text, pg_get_indexdef(x.indexrelid), c.conname, x.indrelid::regclass::text, pg_get_constraintdef(c.oid)
                from pg_index x left join pg_constraint c on c.conindid = x.indexrelid
                where x.indrelid::regclass::text in ('crm_record', 'crm_activity', 'crm_timeline_entry', 'crm_contact_point', 'crm_custom_value', 'crm_name_word', 'crm_last_touch')
                """,
                connection
            )
        )
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
            {
                var isConstraint = !await reader.IsDBNullAsync(2);
                drops.Add(isConstraint ? $"alter table {reader.GetString(3)} drop constraint {reader.GetString(2)}" : $"drop index {reader.GetString(0)}");
                makes.Add(isConstraint ? $"alter table {reader.GetString(3)} add constraint {reader.GetString(2)} {reader.GetString(4)}" : reader.GetString(1));
            }
        foreach (var drop in drops)
            await RunAsync(connection, drop);
        return makes;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
