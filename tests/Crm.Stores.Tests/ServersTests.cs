using Npgsql;

namespace Crm.Tests.Stores;

public sealed class ServersTests
{
    [Test]
    public async Task Postgres_answers_and_syncs_to_disk()
    {
        await using var source = NpgsqlDataSource.Create(Servers.Require(Servers.Postgres));
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select current_setting('server_version_num')::int, current_setting('fsync')";
        await using var reader = await command.ExecuteReaderAsync();

        Assert.That(await reader.ReadAsync(), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(reader.GetInt32(0), Is.GreaterThanOrEqualTo(150000));
            Assert.That(reader.GetString(1), Is.EqualTo("on"));
        });
    }
}
