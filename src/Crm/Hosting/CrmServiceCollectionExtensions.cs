using System.Reflection;
using Crm.Accounts;
using Crm.Activities;
using Crm.Events;
using Crm.Hosting;
using Crm.Installation;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Sequences;
using Crm.Sequences.Publishing;
using Crm.Sequences.Running;
using Crm.Sequences.Steps;
using Crm.Sequences.Templates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the engine to a host.</summary>
public static class CrmServiceCollectionExtensions
{
    /// <summary>Adds the engine: one class per use case, scoped; options bound from the section and checked together at start.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section <c>Crm</c> of the host's configuration.</param>
    /// <param name="compose">Picks the store, the plugins, the bus; see the <c>UseX</c> and <c>AddX</c> of <see cref="CrmBuilder"/>.</param>
    /// <exception cref="Crm.CrmException">Invalid: a setting is misspelled, cannot be read or is out of its range, or a compiled-in plugin is broken; names every problem.</exception>
    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration section, Action<CrmBuilder> compose)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(compose);
        new GivenSettings()
            .Check<DatabaseOptions>(section.GetSection("Database"))
            .Check<RunnerOptions>(
                section.GetSection("Sequences"),
                ("ThinkTime", nameof(RunnerOptions.DecisionTimeout)),
                ("SlowTime", nameof(RunnerOptions.SlowStepTimeout))
            )
            .Check<SenderOptions>(section.GetSection("Sender"), ("SpeakTime", nameof(SenderOptions.SendTimeout)))
            .Check<RelayOptions>(section.GetSection("Relay"), ("BusTime", nameof(RelayOptions.PublishTimeout)), ("MaxTries", nameof(RelayOptions.RetryTime)))
            .Check<RetentionOptions>(section.GetSection("Retention"))
            .Demand();
        services.TryAddSingleton(TimeProvider.System);
        services.AddChecked<DatabaseOptions>(section.GetSection("Database"));
        services.AddRunner(section.GetSection("Sequences"));
        services.AddSender(section.GetSection("Sender"));
        services.AddRelay(section.GetSection("Relay"));
        services.AddChecked<RetentionOptions>(section.GetSection("Retention"));
        services.TryAddSingleton<Retention>();
        services.AddUseCases();
        compose(new CrmBuilder(services, section));
        return services;
    }

    private static void AddChecked<TOptions>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class => services.AddOptions<TOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();

    private static void AddRunner(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddChecked<RunnerOptions>(section);
        services.TryAddSingleton<PluginMemory>();
        services.TryAddSingleton(provider => new PluginGuard(provider.GetRequiredService<PluginCatalog>(), provider.GetRequiredService<PluginMemory>())
        {
            UseCaseLimit = PluginGuard.LimitOf(provider.GetRequiredService<IOptions<RunnerOptions>>().Value),
        });
        services.TryAddSingleton<PublishedSequences>();
        services.TryAddSingleton<LiquidTemplates>();
        services.TryAddSingleton<Enrollments>();
        services.TryAddSingleton<RecoveryEpoch>();
        services.TryAddSingleton<MarkFile>();
        services.TryAddSingleton<DatabaseMark>();
        services.TryAddSingleton<StepDecider>();
        services.TryAddSingleton<BatchDecider>();
        services.TryAddSingleton<SequenceRunner>();
        services.TryAddSingleton<ObstacleSweep>();
        services.TryAddInternal<DueWork>();
        services.TryAddInternal<PluginRemoval>();
        services.TryAddInternal<Recovery>();
    }

    private static void AddSender(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddChecked<SenderOptions>(section);
        services.TryAddSingleton<SendingAccounts>();
        services.TryAddSingleton<DeliveryOutcome>();
        services.TryAddSingleton<DeliveryRecorder>();
        services.TryAddSingleton<MessageLeases>();
        services.TryAddSingleton<MessageGate>();
        services.TryAddSingleton<Transmission>();
        services.TryAddSingleton<MessageSender>();
    }

    private static void AddRelay(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddChecked<RelayOptions>(section);
        services.TryAddSingleton<EventFeed>();
        services.TryAddSingleton<IEventBus>(provider => provider.GetRequiredService<EventFeed>());
        services.TryAddSingleton<EventLeases>();
        services.TryAddSingleton<EventDelivery>();
        services.TryAddSingleton<DeliveryLeases>();
        services.TryAddSingleton<Deliveries>();
        services.TryAddSingleton<EventPublisher>();
        services.TryAddSingleton<EventRelay>();
    }

    private static void AddUseCases(this IServiceCollection services)
    {
        services.TryAddScoped<UseCaseExecutor>();
        services.TryAddScoped<IWaitingStep, WaitingStep>();
        services.TryAddSingleton<IRecordFollower, EnrollmentFollower>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMemberFollower, MemberFollower>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMemberFollower, SessionFollower>());
        services.TryAddInternal<SignIns>();
        services.TryAddInternal<SignInLinks>();
        services.TryAddInternal<KeyRing>();
        foreach (var useCase in UseCases())
            services.AddUseCase(useCase);
        services.TryAddScoped(provider => new UseCaseCatalog(provider.GetRequiredService<UseCaseExecutor>(), provider.GetServices<UseCase>));
    }

    /// <summary>All of them are public; to look at the other types would load them.</summary>
    private static IEnumerable<Type> UseCases() =>
        typeof(UseCase).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(UseCase).IsAssignableFrom(type));

    private static void AddUseCase(this IServiceCollection services, Type useCase)
    {
        services.TryAddScoped(useCase, Internal(useCase));
        services.AddScoped(provider => (UseCase)provider.GetRequiredService(useCase));
    }

    private static void TryAddInternal<T>(this IServiceCollection services) => services.TryAddScoped(typeof(T), Internal(typeof(T)));

    /// <summary>A public class whose one constructor is internal, so that what it works with is no public API.</summary>
    private static Func<IServiceProvider, object> Internal(Type type)
    {
        // Looked up when the first one is created: a command of the console needs two or three of them.
        var creation = new Lazy<(ConstructorInfo Constructor, Type[] Parts)>(() =>
        {
            var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
            return (constructor, Array.ConvertAll(constructor.GetParameters(), parameter => parameter.ParameterType));
        });
        return provider => creation.Value.Constructor.Invoke(Array.ConvertAll(creation.Value.Parts, provider.GetRequiredService));
    }
}
