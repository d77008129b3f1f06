using Crm.Events;
using Crm.Messages;
using Crm.Messages.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>A value under a key's old name is not silently lost.</summary>
public sealed class RenamedSettingsTests
{
    [TestCase("Crm:Sequences:ThinkTime", "Crm:Sequences:DecisionTimeout")]
    [TestCase("Crm:Sequences:SlowTime", "Crm:Sequences:SlowStepTimeout")]
    [TestCase("Crm:Sender:SpeakTime", "Crm:Sender:SendTimeout")]
    [TestCase("Crm:Relay:BusTime", "Crm:Relay:PublishTimeout")]
    [TestCase("Crm:Relay:MaxTries", "Crm:Relay:RetryTime")]
    public void An_old_key_is_refused_with_the_new_one_named(string old, string current)
    {
        using var services = Services(old);
        Assert.That(
            () => services.GetRequiredService<IStartupValidator>().Validate(),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains($"{old} is now {current}")
        );
    }

    [TestCase("Crm:Sender:SendTimeout")]
    [TestCase("Crm:Relay:PublishTimeout")]
    public void The_new_key_is_taken(string key)
    {
        using var services = Services(key);
        var (sender, relay) = (services.GetRequiredService<IOptions<SenderOptions>>().Value, services.GetRequiredService<IOptions<RelayOptions>>().Value);
        Assert.That(new[] { sender.SendTimeout, relay.PublishTimeout }, Does.Contain(TimeSpan.FromSeconds(7)));
    }

    private static ServiceProvider Services(string key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, "00:00:07")]).Build();
        return new ServiceCollection().AddLogging().AddCrm(configuration.GetSection("Crm"), _ => { }).BuildServiceProvider();
    }
}
