using Crm.Components;
using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>What a page says where something goes wrong.</summary>
internal sealed class FailureTests
{
    private ServiceProvider services = null!;
    private Failures failures = null!;

    [OneTimeSetUp]
    public void Compose()
    {
        services = new ServiceCollection().AddLogging().AddLocalization().AddScoped<Sentences>().AddScoped<Failures>().BuildServiceProvider();
        failures = services.GetRequiredService<Failures>();
    }

    [OneTimeTearDown]
    public async Task DisposeAsync() => await services.DisposeAsync();

    [Test]
    public async Task A_database_that_does_not_answer_is_a_sentence_and_may_be_tried_again()
    {
        var away = new TransientStoreException("Host=secret;Password=p", new IOException());
        foreach (var exception in new Exception[] { away, CrmException.Unavailable("database", "It is away.", away) })
        {
            var failure = await failures.CatchAsync(() => throw exception);
            Assert.That(failure, Has.Property("CanRetry").True.And.Property("Text").StartsWith("The database does not answer."), exception.GetType().Name);
        }
    }

    [Test]
    public async Task A_change_that_was_perhaps_made_is_not_to_be_made_again_unseen()
    {
        var unknown = new CommitUnknownException(new IOException());
        var failure = await failures.CatchAsync(() => throw CrmException.Unavailable("database", "Check it.", unknown));
        Assert.That(failure, Has.Property("CanRetry").False.And.Property("Text").Contains("Check whether it was made"));
    }

    [Test]
    public async Task What_nobody_foresaw_is_a_sentence_without_its_particulars()
    {
        foreach (
            var exception in new Exception[]
            {
                new NotSupportedException("secret"),
                new KeyNotFoundException("secret"),
                new ConcurrencyConflictException("secret"),
            }
        )
        {
            var failure = await failures.CatchAsync(() => throw exception);
            Assert.That(failure, Has.Property("CanRetry").True.And.Property("Text").Not.Contain("secret"), exception.GetType().Name);
        }
    }

    [Test]
    public async Task Other_things_that_are_not_available_say_what_they_are()
    {
        var failure = await failures.CatchAsync(() => throw CrmException.Unavailable("rules", "The rule did not finish in time."));
        Assert.That(failure?.Text, Is.EqualTo("The rule did not finish in time."));
    }
}
