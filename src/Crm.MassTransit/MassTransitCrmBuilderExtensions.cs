using global::MassTransit;
using Crm.Events;
using Crm.MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>Picks MassTransit for the bus.</summary>
public static class MassTransitCrmBuilderExtensions
{
    /// <summary>Publishes events to all processes on the bus that <c>Crm:Bus</c> names, and hands what is heard there to the <see cref="EventFeed"/>. The host starts, and sequences run, whether the broker is there or not.</summary>
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

    /// <summary>Each process has a queue of its own, which goes when the process does: nobody needs a hint of yesterday.</summary>
    private static void Listen(IBusRegistrationContext context, IBusFactoryConfigurator bus) =>
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition("crm-events"), null, endpoint => endpoint.ConfigureConsumer<EnvelopeConsumer>(context));
}
