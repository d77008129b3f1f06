using global::MassTransit;
using Crm.Events;
using Crm.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.MassTransit;

/// <summary>Picks MassTransit for the bus.</summary>
public static class CrmBuilderExtensions
{
    /// <summary>Tells events to all processes on the bus that <c>Crm:Bus</c> names. The host starts, and sequences run, whether the broker is there or not.</summary>
    /// <exception cref="CrmException">Invalid: a setting is wrong.</exception>
    public static CrmBuilder UseMassTransit(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = (builder.Configuration.GetSection("Bus").Get<BusOptions>() ?? new BusOptions()).Checked();
        builder.Services.Replace(ServiceDescriptor.Singleton<IEventBus, MassTransitEventBus>());
        builder.Services.AddMassTransit<ICrmBus>(bus =>
        {
            bus.AddConsumer<EnvelopeConsumer>();
            if (options.Provider == "rabbitmq")
                bus.UsingRabbitMq(
                    (context, rabbit) =>
                    {
                        rabbit.Host(new Uri(options.Connection!));
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
