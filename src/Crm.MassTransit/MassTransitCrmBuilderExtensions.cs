using global::MassTransit;
using Crm.Events;
using Crm.MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>Chooses MassTransit as the bus.</summary>
public static class MassTransitCrmBuilderExtensions
{
    /// <summary>Publishes events to all processes on the bus that <c>Crm:Bus</c> names, and passes received events to the <see cref="EventFeed"/>. The host starts and sequences run even if the broker is down.</summary>
    public static CrmBuilder UseMassTransit(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection("Bus");
        builder.Services.AddOptions<BusOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton<IEventBus, MassTransitEventBus>());
        builder.Services.AddMassTransit<ICrmBus>(bus =>
        {
            bus.AddConsumer<EnvelopeConsumer>();
            if (section[nameof(BusOptions.Provider)] == "rabbitmq")
                bus.UsingRabbitMq(
                    (context, rabbit) =>
                    {
                        rabbit.Host(new Uri(context.GetRequiredService<IOptions<BusOptions>>().Value.Connection!));
                        Listen(context, rabbit);
                    }
                );
            else
                bus.UsingInMemory((context, memory) => Listen(context, memory));
        });
        return builder;
    }

    /// <summary>Each process has its own queue, which is deleted when the process ends: nobody needs old notifications.</summary>
    private static void Listen(IBusRegistrationContext context, IBusFactoryConfigurator bus) =>
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition("crm-events"), null, endpoint => endpoint.ConfigureConsumer<EnvelopeConsumer>(context));
}
