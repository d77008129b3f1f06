using System.Text.Json;
using Crm.Hosting;
using Crm.Records;
using Crm.Testing.Builders;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>The bus: what one process tells, another hears.</summary>
internal sealed class MassTransitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase("inmemory")]
    [TestCase("rabbitmq")]
    public async Task What_is_told_is_heard_by_every_process_on_the_bus(string provider)
    {
        var connection = provider == "rabbitmq" ? Servers.Require(Servers.RabbitMq) : null;
        using var teller = await StartAsync(provider, connection);
        using var other = provider == "rabbitmq" ? await StartAsync(provider, connection) : null;
        var tenant = Sample.TenantId();
        var occurred = new CrmEvent
        {
            Id = new CrmEventId(Sample.Id()),
            Tenant = tenant,
            Type = "activity.logged",
            OccurredAt = Sample.Now,
            Record = new RecordRef(RecordType.Contact, new RecordId(Sample.Id())),
            Payload = JsonElement.Parse("""{"text":"Grüße"}"""),
            Causes = ["member:1"],
        };
        foreach (var listener in other is null ? new[] { teller } : [teller, other])
        {
            using var listening = listener.Services.GetRequiredService<EventFeed>().Listen(tenant);
            await HearAsync(teller, listening, occurred);
        }
        await teller.StopAsync();
        await (other?.StopAsync() ?? Task.CompletedTask);
    }

    [Test]
    public async Task A_host_starts_without_its_broker_and_telling_ends_in_time()
    {
        using var host = await StartAsync("rabbitmq", "amqp://guest:guest@127.0.0.1:1/");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var occurred = new CrmEvent
        {
            Id = new CrmEventId(Sample.Id()),
            Tenant = Sample.TenantId(),
            Type = "deal.won",
            OccurredAt = Sample.Now,
            Payload = JsonElement.Parse("{}"),
        };

        Assert.That(async () => await host.Services.GetRequiredService<IEventBus>().PublishAsync([occurred], patience.Token), Throws.Exception);
    }

    [TestCase("kafka", null)]
    [TestCase("rabbitmq", null)]
    [TestCase("rabbitmq", "http://broker")]
    public void A_wrong_setting_is_named(string provider, string? connection) =>
        Assert.That(() => StartAsync(provider, connection), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Crm:Bus"));

    /// <summary>Told until it is heard: a queue that has just been made may not be bound yet.</summary>
    private static async Task HearAsync(IHost teller, EventSubscription listening, CrmEvent occurred)
    {
        using var patience = new CancellationTokenSource(Patience);
        var heard = listening.Events.ReadAsync(patience.Token).AsTask();
        while (!heard.IsCompleted)
        {
            await teller.Services.GetRequiredService<IEventBus>().PublishAsync([occurred], patience.Token);
            await Task.WhenAny(heard, Task.Delay(200, patience.Token));
        }
        var told = await heard;
        Assert.That(
            (told.Id, told.Tenant, told.Type, told.Record, told.OccurredAt),
            Is.EqualTo((occurred.Id, occurred.Tenant, occurred.Type, occurred.Record, occurred.OccurredAt))
        );
        Assert.That(told.Payload.GetProperty("text").GetString(), Is.EqualTo("Grüße"));
        Assert.That(told.Causes, Is.EqualTo(occurred.Causes));
    }

    private static async Task<IHost> StartAsync(string provider, string? connection)
    {
        var host = Build(provider, connection);
        await host.StartAsync();
        return host;
    }

    private static IHost Build(string provider, string? connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Bus:Provider", provider), new("Bus:Connection", connection)]);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<EventFeed>();
        new CrmBuilder(builder.Services, builder.Configuration).UseMassTransit();
        return builder.Build();
    }
}
