using System.Reflection;
using Acme.Social;
using Crm.Plugins;
using Crm.Plugins.Essentials.Activities;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Plugins.Catalog;

internal sealed class CatalogTests
{
    private static readonly Assembly Essentials = typeof(MeetingActivity).Assembly;
    private static readonly Assembly Sample = typeof(WhatsAppMessage).Assembly;

    [Test]
    public void Finds_by_key_and_without_the_essential_prefix()
    {
        using var provider = Provider(Essentials, Sample);
        var catalog = provider.GetRequiredService<PluginCatalog>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalog.ActivityType("call"), Is.SameAs(catalog.ActivityTypes["crm.call"]));
            Assert.That(catalog.ActivityType("crm.call"), Is.SameAs(catalog.ActivityTypes["crm.call"]));
            Assert.That(catalog.StepHandler("email.auto").Key, Is.EqualTo("crm.email.auto"));
            Assert.That(catalog.StepHandler("acme.social.connect").IsSlow, Is.False);
            Assert.That(
                new[] { "crm.call", "crm.meeting", "crm.email.auto", "acme.social.connect", "acme.social.fax" }.Select(catalog.PluginOf),
                Is.EqualTo(["crm", "crm", "crm", "acme.social", null])
            );
            Assert.That(
                catalog.Plugins.Select(plugin => (plugin.Id, plugin.Name, plugin.State)),
                Is.EqualTo([("crm", "Essentials", PluginState.Loaded), ("acme.social", "Acme Social", PluginState.Loaded)])
            );
            Assert.That(catalog.Plugins.Select(plugin => plugin.Version), Has.None.Empty);
        }
    }

    [Test]
    public void An_unknown_key_names_what_is_loaded()
    {
        using var provider = Provider(Sample);
        var error = Assert.Throws<CrmException>(() => provider.GetRequiredService<PluginCatalog>().ActivityType("fax"));
        Assert.That(
            error.Message,
            Is.EqualTo("type: There is no activity type 'fax'; loaded are acme.social.whatsapp, crm.call, crm.email, crm.email_draft, crm.task.")
        );
    }

    [Test]
    public void An_assembly_without_mark_is_passed_over()
    {
        using var provider = Provider(typeof(CatalogTests).Assembly, Sample);
        Assert.That(provider.GetRequiredService<PluginCatalog>().Plugins.Select(plugin => plugin.Id), Is.EqualTo(["acme.social"]));
    }

    [Test]
    public void Only_what_is_enabled_is_loaded()
    {
        var options = new PluginOptions { Enabled = { "crm.plugins.sample" } };
        using var provider = Provider(options, Essentials, Sample);
        Assert.That(provider.GetRequiredService<PluginCatalog>().Plugins.Select(plugin => plugin.Id), Is.EqualTo(["acme.social"]));
    }

    [Test]
    public void Finds_what_lies_beside_the_program() =>
        Assert.That(PluginLoader.CompiledIn(), Is.SupersetOf(new[] { Essentials, Sample }).And.None.EqualTo(typeof(CatalogTests).Assembly));

    [Test]
    public void Classes_can_be_taken_from_the_container_under_their_contract_only()
    {
        var services = Services(
            new PluginOptions(),
            Compiled(
                "Marker",
                "x.marker",
                "public interface IMine {} public sealed class Rule : IStopRule, IMine { public string Key => \"x.marker.rule\"; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
            )
        );
        Assert.That(services.Select(service => service.ServiceType.Name), Does.Contain("Rule").And.Contain("IStopRule").And.None.EqualTo("IMine"));
        Assert.That(services.Where(service => service.ServiceType.Name == "Rule").Select(service => service.Lifetime), Is.All.EqualTo(ServiceLifetime.Scoped));
    }

    [Test]
    public void All_problems_of_all_compiled_in_plugins_are_reported_together()
    {
        var first = Compiled("TwinA", "acme.one", CompiledPlugin.ActivityType("First", "acme.one.fax"));
        var sameId = Compiled("TwinB", "acme.one", CompiledPlugin.ActivityType("Second", "acme.one.fax"));
        var foreign = Compiled("Foreign", "acme.two", CompiledPlugin.ActivityType("Thief", "acme.one.telex"));
        var badId = Compiled("BadId", "Acme Three", "");
        var noVersion = Assembly.Load(CompiledPlugin.Compile("NoVersion", CompiledPlugin.Marked("acme.four", "", "0.0.0.0")));
        var needy = Compiled(
            "Needy",
            "acme.five",
            "public interface INowhere {} public sealed class Rule(INowhere n) : IStopRule { public string Key => \"acme.five.r\" + n; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
        );
        var throwing = Compiled(
            "Throwing",
            "acme.six",
            "public sealed class Rule : IStopRule { public Rule() => throw new InvalidOperationException(\"boom\"); public string Key => \"\"; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
        );
        var setup = Compiled(
            "Setup",
            "acme.seven",
            "public sealed class S : IPluginSetup { public void Configure(PluginBuilder b) => throw new InvalidOperationException(\"no port\"); }"
        );
        var unloadable = Unloadable("acme.eight");
        var repeating = Compiled("Repeating", "acme.nine", CompiledPlugin.ActivityType("A", "acme.nine.a") + CompiledPlugin.ActivityType("B", "acme.nine.a"));

        using var provider = Provider(first, sameId, foreign, badId, noVersion, needy, throwing, setup, unloadable, repeating, Sample);
        var error = Assert.Throws<CrmException>(() => provider.GetRequiredService<PluginCatalog>());

        var problems = ((CrmError.Invalid)error.Error).Problems.Select(problem => problem.ToString()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Has.One.Contains("plugin acme.one: The id 'acme.one' is also that of TwinA"));
            Assert.That(problems, Has.One.Contains("plugin acme.one: The activity type 'acme.one.fax' already belongs to the plugin acme.one."));
            Assert.That(problems, Has.One.Contains("plugin acme.two: The activity type Thief has the key 'acme.one.telex'; it must begin with 'acme.two.'"));
            Assert.That(problems, Has.One.Contains("plugin Acme Three: Its id must be"));
            Assert.That(problems, Has.One.Contains("plugin acme.four: Its assembly has no version"));
            Assert.That(problems, Has.One.Contains("plugin acme.five: Rule needs INowhere, which is not registered"));
            Assert.That(problems, Has.One.Contains("plugin acme.six: Rule cannot be read: InvalidOperationException: boom"));
            Assert.That(problems, Has.One.Contains("plugin acme.seven: Its set-up S failed: InvalidOperationException: no port"));
            Assert.That(problems, Has.One.Contains("plugin acme.eight: A type cannot be loaded"));
            Assert.That(problems, Has.One.Contains("plugin acme.nine: The activity type 'acme.nine.a' is declared twice in the plugin."));
            Assert.That(problems, Has.Count.EqualTo(10));
        }
    }

    [Test]
    public void Two_plugins_with_one_key_are_both_named()
    {
        // The prefix rule lets this happen only where one id continues another.
        var inner = Compiled("Inner", "acme.in", CompiledPlugin.ActivityType("A", "acme.in.x.y"));
        var longer = Compiled("Longer", "acme.in.x", CompiledPlugin.ActivityType("B", "acme.in.x.y"));
        using var provider = Provider(inner, longer);
        var error = Assert.Throws<CrmException>(() => provider.GetRequiredService<PluginCatalog>());
        Assert.That(error.Message, Is.EqualTo("plugin acme.in.x: The activity type 'acme.in.x.y' already belongs to the plugin acme.in."));
    }

    [Test]
    public void A_key_belongs_to_one_plugin_whatever_it_names()
    {
        var inner = Compiled("InnerType", "acme.in", CompiledPlugin.ActivityType("A", "acme.in.x.y"));
        var longer = Compiled(
            "LongerRule",
            "acme.in.x",
            "public sealed class Rule : IStopRule { public string Key => \"acme.in.x.y\"; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
        );
        using var provider = Provider(inner, longer);
        var error = Assert.Throws<CrmException>(() => provider.GetRequiredService<PluginCatalog>());
        Assert.That(error.Message, Is.EqualTo("plugin acme.in.x: The stop rule 'acme.in.x.y' already belongs to the plugin acme.in."));
    }

    [Test]
    public void The_engines_own_types_are_there_without_any_plugin_and_no_plugin_takes_their_keys()
    {
        using var bare = Provider();
        Assert.That(bare.GetRequiredService<PluginCatalog>().ActivityTypes.Keys, Is.EquivalentTo(["crm.call", "crm.email", "crm.email_draft", "crm.task"]));

        using var taken = Provider(Compiled("Taker", "crm", CompiledPlugin.ActivityType("Call", "crm.call")));
        var error = Assert.Throws<CrmException>(() => taken.GetRequiredService<PluginCatalog>());
        Assert.That(error.Message, Is.EqualTo("plugin crm: The activity type 'crm.call' already belongs to the plugin crm."));
    }

    [Test]
    public void The_containers_own_validation_leaves_broken_plugins_to_the_catalog()
    {
        var needy = Compiled(
            "Needy2",
            "acme.needy",
            "public interface INowhere {} public sealed class Rule(INowhere n) : IStopRule { public string Key => \"acme.needy.r\" + n; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
        );
        var services = Services(new PluginOptions(), needy);
        Assert.That(
            () => services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }).Dispose(),
            Throws.Nothing
        );
    }

    [Test]
    public void A_setup_gets_the_plugins_settings_and_its_services_are_used()
    {
        var code =
            "public sealed class S : IPluginSetup { public void Configure(PluginBuilder b) { b.Services.Add(Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton(typeof(string), b.Configuration[\"HOST\"] + b.Configuration[\"Depth:Port\"])); } }"
            + "public sealed class Rule(string text) : IStopRule { public string Key => \"acme.set.\" + text; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }";
        var settings = new Dictionary<string, string?> { ["Settings:acme.set:Host"] = "mail", ["Settings:acme_set:Depth:Port"] = "25" };
        var services = new ServiceCollection();
        PluginLoader.Load(
            services,
            new PluginOptions(),
            [Compiled("Set", "acme.set", code)],
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build()
        );
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetRequiredService<PluginCatalog>().StopRules.Single().Key, Is.EqualTo("acme.set.mail25"));
    }

    private static Assembly Compiled(string name, string id, string code) => CompiledPlugin.Load(name, id, code);

    /// <summary>A plugin whose class derives from one of an assembly that is nowhere.</summary>
    private static Assembly Unloadable(string id)
    {
        var gone = MetadataReference.CreateFromImage(CompiledPlugin.Compile("Gone", "public class Gone {}"));
        return CompiledPlugin.Load("Unloadable", id, "public sealed class Orphan : Gone {}", gone);
    }

    private static ServiceCollection Services(PluginOptions options, params Assembly[] compiledIn)
    {
        var services = new ServiceCollection();
        PluginLoader.Load(services, options, compiledIn, new ConfigurationBuilder().Build());
        return services;
    }

    private static ServiceProvider Provider(params Assembly[] compiledIn) => Provider(new PluginOptions(), compiledIn);

    private static ServiceProvider Provider(PluginOptions options, params Assembly[] compiledIn) => Services(options, compiledIn).BuildServiceProvider();
}
