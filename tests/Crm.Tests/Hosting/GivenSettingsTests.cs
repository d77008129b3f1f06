using Crm.Events;
using Crm.Messages;
using Crm.Messages.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>No setting that is given is silently without effect.</summary>
public sealed class GivenSettingsTests
{
    [TestCase("Crm:Sequences:ThinkTime", "Crm:Sequences:DecisionTimeout")]
    [TestCase("Crm:Sequences:SlowTime", "Crm:Sequences:SlowStepTimeout")]
    [TestCase("Crm:Sender:SpeakTime", "Crm:Sender:SendTimeout")]
    [TestCase("Crm:Relay:BusTime", "Crm:Relay:PublishTimeout")]
    [TestCase("Crm:Relay:MaxTries", "Crm:Relay:RetryTime")]
    public void An_old_key_is_refused_with_the_new_one_named(string old, string current)
    {
        Assert.That(() => Services((old, "00:00:07")), Throws.TypeOf<CrmException>().With.Message.Contains($"{old} is now {current}"));
    }

    [TestCase("Crm:Sender:SendTimeout")]
    [TestCase("Crm:Relay:PublishTimeout")]
    public void The_new_key_is_taken(string key)
    {
        using var services = Services((key, "00:00:07"));
        var (sender, relay) = (services.GetRequiredService<IOptions<SenderOptions>>().Value, services.GetRequiredService<IOptions<RelayOptions>>().Value);
        Assert.That(new[] { sender.SendTimeout, relay.PublishTimeout }, Does.Contain(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public void Whatever_is_wrong_is_named_with_its_key_and_what_is_allowed_all_together()
    {
        var refused = Assert.Throws<CrmException>(() =>
            Services(
                ("Crm:Retention:Events", "00:10:00"),
                ("Crm:Retention:Executions", "forever"),
                ("Crm:Retention:Event", "30.00:00:00"),
                ("Crm:Sequences:SlowStepTimeout", "0"),
                ("Crm:Sender:Mailboxes", "99"),
                ("Crm:Database:Provider", "oracle"),
                ("Crm:Database:Migrate", "perhaps")
            )
        );
        Assert.That(
            ((CrmError.Invalid)refused.Error).Problems.Select(problem => $"{problem.Field}: {problem.Message}"),
            Is.EquivalentTo([
                "Crm:Retention:Events: '00:10:00' must be from 1.00:00:00 to 3650.00:00:00.",
                "Crm:Retention:Executions: 'forever' is not a duration such as 00:05:00 or 1.12:00:00.",
                "Crm:Retention:Event: There is no such setting. Crm:Retention has Audit, Events, Executions, IdempotencyKeys.",
                "Crm:Sequences:SlowStepTimeout: '0' must be from 00:00:01 to 01:00:00.",
                "Crm:Sender:Mailboxes: '99' must be from 1 to 32.",
                "Crm:Database:Provider: 'oracle' must be sqlite or postgres.",
                "Crm:Database:Migrate: 'perhaps' is not true or false.",
            ])
        );
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value)).Build();
        return new ServiceCollection().AddLogging().AddCrm(configuration.GetSection("Crm"), _ => { }).BuildServiceProvider();
    }
}
