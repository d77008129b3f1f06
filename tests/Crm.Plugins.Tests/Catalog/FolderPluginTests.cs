using System.Runtime.Loader;
using Acme.Social;
using Crm.Activities;
using Crm.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Tests.Plugins.Catalog;

internal sealed class FolderPluginTests
{
    private string root = "";

    [SetUp]
    public void MakeRoot() => root = Directory.CreateTempSubdirectory("crm-plugins-").FullName;

    [TearDown]
    public void RemoveRoot() => Directory.Delete(root, recursive: true);

    [Test]
    public void Loads_from_its_own_context_with_the_hosts_contract()
    {
        var helper = CompiledPlugin.Compile("Acme.Private", "public static class Words { public static string Label => \"Fax\"; }");
        var code =
            "public sealed class Fax() : ActivityType<NoDetails>(\"acme.fax.fax\", Words.Label) { protected override ActivityDescription Describe(NoDetails d) => ActivityDescription.Accept(); }";
        var folder = CompiledPlugin.Write(root, "Acme.Fax", "acme.fax", code, MetadataReference.CreateFromImage(helper));
        File.WriteAllBytes(Path.Combine(folder, "Acme.Private.dll"), helper);
        File.Copy(typeof(IActivityType).Assembly.Location, Path.Combine(folder, "Crm.Abstractions.dll"));

        using var provider = Provider("Acme.Fax");
        var catalog = provider.GetRequiredService<PluginCatalog>();

        var type = catalog.ActivityTypes["acme.fax.fax"];
        var context = AssemblyLoadContext.GetLoadContext(type.GetType().Assembly)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(context, Is.Not.SameAs(AssemblyLoadContext.Default));
            Assert.That(context.Assemblies.Select(assembly => assembly.GetName().Name), Is.EquivalentTo(["Acme.Fax", "Acme.Private"]));
            Assert.That(type.Descriptor.Label, Is.EqualTo("Fax"));
            Assert.That(
                catalog.Plugins.Single(plugin => plugin.Id == "acme.fax"),
                Has.Property("Version").EqualTo("1.2.3").And.Property("Folder").EqualTo(folder)
            );
        }
    }

    [Test]
    public void What_a_set_up_throws_is_logged_with_its_stack()
    {
        CompiledPlugin.Write(
            root,
            "Acme.Setup",
            "acme.setup",
            "public sealed class S : IPluginSetup { public void Configure(PluginBuilder b) => throw new InvalidOperationException(\"no port\"); }"
        );
        using var log = new LogSink();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log));
        PluginLoader.Load(services, new PluginOptions { Folders = { root }, Enabled = { "Acme.Setup" } }, [], new ConfigurationBuilder().Build());
        using var provider = services.BuildServiceProvider();

        Assert.That(
            Reason(provider.GetRequiredService<PluginCatalog>(), "acme.setup"),
            Does.Contain("Its set-up S failed: InvalidOperationException: no port")
        );
        Assert.That(
            log.Of(LogLevel.Warning),
            Has.One.StartsWith("The plugin acme.setup failed in its set-up S; 0 earlier")
                .And.One.Contains("System.InvalidOperationException")
                .And.One.Contains("   at S.Configure")
        );
    }

    [Test]
    public void One_with_an_icon_that_no_host_draws_is_refused_with_those_there_are()
    {
        CompiledPlugin.Write(
            root,
            "Acme.Icon",
            "acme.icon",
            CompiledPlugin
                .ActivityType("T", "acme.icon.t")
                .Replace(
                    "protected override",
                    "protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor d) => d with { Icon = \"fax\" }; protected override",
                    StringComparison.Ordinal
                )
        );

        using var provider = Provider("Acme.Icon");

        Assert.That(
            Reason(provider.GetRequiredService<PluginCatalog>(), "acme.icon"),
            Is.EqualTo($"The activity type 'acme.icon.t' has the icon 'fax'; there are {string.Join(", ", ActivityIcons.All)}.")
        );
    }

    [Test]
    public void A_broken_one_is_refused_and_the_others_live()
    {
        CompiledPlugin.Write(
            root,
            "Acme.Broken",
            "acme.broken",
            "public sealed class R : IStopRule { public R() => throw new Exception(\"boom\"); public string Key => \"\"; public StopDecision Evaluate(StopContext c) => new StopDecision.Continue(); }"
        );
        CompiledPlugin.Write(root, "Acme.Steal", "acme.steal", CompiledPlugin.ActivityType("T", "acme.social.whatsapp"));
        CompiledPlugin.Write(root, "Acme.Fine", "acme.fine", CompiledPlugin.ActivityType("T", "acme.fine.t"));
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(root, "Acme.Junk")).FullName, "Acme.Junk.dll"), [1, 2, 3]);
        Directory.CreateDirectory(Path.Combine(root, "Acme.Empty"));

        using var provider = Provider("Acme.Broken", "Acme.Steal", "Acme.Fine", "Acme.Junk", "Acme.Empty", "Acme.Missing");
        var catalog = provider.GetRequiredService<PluginCatalog>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalog.ActivityTypes.Keys.Where(IsPlugins), Is.EquivalentTo(["acme.social.whatsapp", "acme.fine.t"]));
            Assert.That(catalog.ActivityTypes["acme.social.whatsapp"], Is.InstanceOf<WhatsAppMessage>());
            Assert.That(catalog.StopRules, Is.Empty);
            Assert.That(Reason(catalog, "acme.broken"), Does.Contain("boom"));
            Assert.That(Reason(catalog, "acme.steal"), Does.Contain("must begin with 'acme.steal.'"));
            Assert.That(Reason(catalog, "Acme.Junk"), Does.Contain("is not marked"));
            Assert.That(Reason(catalog, "Acme.Empty"), Does.Contain("contains no plugin assembly"));
            Assert.That(Reason(catalog, "Acme.Missing"), Does.Contain("neither compiled in nor a folder below"));
            Assert.That(catalog.Plugins.Single(plugin => plugin.Id == "acme.fine").State, Is.EqualTo(PluginState.Loaded));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Files have no modes there.")]
    public void What_cannot_be_read_refuses_that_folder_only()
    {
        CompiledPlugin.Write(root, "Acme.Fine", "acme.fine", CompiledPlugin.ActivityType("T", "acme.fine.t"));
        var locked = CompiledPlugin.Write(root, "Acme.Locked", "acme.locked", CompiledPlugin.ActivityType("T", "acme.locked.t"));
        MakeUnreadable(Path.Combine(locked, "Acme.Locked.dll"));
        var part = CompiledPlugin.Write(root, "Acme.Part", "acme.part", CompiledPlugin.ActivityType("T", "acme.part.t"));
        File.WriteAllText(Path.Combine(part, "secret.txt"), "");
        MakeUnreadable(Path.Combine(part, "secret.txt"));
        var waiting = CompiledPlugin.Write(root, "Acme.Waiting", "acme.waiting", CompiledPlugin.ActivityType("T", "acme.waiting.t"));
        MakeUnreadable(Path.Combine(waiting, "Acme.Waiting.dll"));

        using var provider = Provider(options => options.Hashes["acme.part"] = new string('0', 64), "Acme.Locked", "Acme.Part", "Acme.Fine");
        var catalog = provider.GetRequiredService<PluginCatalog>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reason(catalog, "Acme.Locked"), Does.Contain("cannot be loaded"));
            Assert.That(Reason(catalog, "Acme.Waiting"), Does.Contain("cannot be loaded"));
            Assert.That(Reason(catalog, "Acme.Part"), Does.Contain("cannot be loaded"));
            Assert.That(catalog.Plugins.Single(plugin => plugin.Id == "acme.fine").State, Is.EqualTo(PluginState.Loaded));
            Assert.That(catalog.ActivityTypes.Keys.Where(IsPlugins), Is.EquivalentTo(["acme.social.whatsapp", "acme.fine.t"]));
        }
    }

    [Test]
    public void One_with_another_contracts_mark_is_refused()
    {
        var other = CompiledPlugin.Compile(
            "Other.Contract",
            "namespace Crm.Plugins { [System.AttributeUsage(System.AttributeTargets.Assembly)] public sealed class CrmPluginAttribute : System.Attribute { public CrmPluginAttribute(string id) { } } }"
        );
        var folder = Directory.CreateDirectory(Path.Combine(root, "Acme.Foreign")).FullName;
        var code =
            "extern alias other; [assembly: other::Crm.Plugins.CrmPlugin(\"acme.foreign\")] [assembly: System.Reflection.AssemblyVersion(\"1.2.3\")] public sealed class T { }";
        var reference = MetadataReference.CreateFromImage(other, new MetadataReferenceProperties(aliases: ["other"]));
        File.WriteAllBytes(Path.Combine(folder, "Acme.Foreign.dll"), CompiledPlugin.Compile("Acme.Foreign", code, reference));
        File.WriteAllBytes(Path.Combine(folder, "Other.Contract.dll"), other);

        using var provider = Provider("Acme.Foreign");

        Assert.That(Reason(provider.GetRequiredService<PluginCatalog>(), "acme.foreign"), Does.Contain("mark"));
    }

    [Test]
    public void Without_version_it_is_refused()
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "Acme.Bare")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "Acme.Bare.dll"), CompiledPlugin.Compile("Acme.Bare", CompiledPlugin.Marked("acme.bare", "", "0.0.0.0")));
        using var provider = Provider("Acme.Bare");
        Assert.That(Reason(provider.GetRequiredService<PluginCatalog>(), "acme.bare"), Does.Contain("no version"));
    }

    [TestCase("9.0.0.0")]
    [TestCase("0.999.0.0")]
    [TestCase("0.1.0.0")]
    public void Built_against_another_contract_it_is_refused_with_both_versions(string built)
    {
        var ours = typeof(CrmPluginAttribute).Assembly.GetName().Version!;
        var contract = CompiledPlugin.Contract(built);
        var folder = Directory.CreateDirectory(Path.Combine(root, "Acme.Later")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "Acme.Later.dll"), CompiledPlugin.CompileAgainst(contract, "Acme.Later", "acme.later"));
        CompiledPlugin.Write(root, "Acme.Fine", "acme.fine", CompiledPlugin.ActivityType("T", "acme.fine.t"));

        using var provider = Provider("Acme.Later", "Acme.Fine");
        var catalog = provider.GetRequiredService<PluginCatalog>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reason(catalog, "acme.later"), Does.Contain($"built against Crm.Abstractions {built}").And.Contain($"this host has {ours}"));
            Assert.That(catalog.ActivityTypes.Keys, Does.Contain("acme.fine.t"), "the others live");
        }
    }

    [Test]
    public void A_hash_may_be_given_with_underscores_for_dots()
    {
        CompiledPlugin.Write(root, "Acme.Hashed", "acme.hashed", CompiledPlugin.ActivityType("T", "acme.hashed.t"));
        using var provider = Provider(options => options.Hashes["acme_hashed"] = new string('0', 64), "Acme.Hashed");
        Assert.That(Reason(provider.GetRequiredService<PluginCatalog>(), "acme.hashed"), Does.Contain("has the hash"));
    }

    [Test]
    public void A_changed_file_is_refused_before_anything_of_it_is_loaded()
    {
        var folder = CompiledPlugin.Write(root, "Acme.Hashed", "acme.hashed", CompiledPlugin.ActivityType("T", "acme.hashed.t"));
        var hash = PluginFile.Hash(folder);
        using (var provider = Provider(options => options.Hashes["acme.hashed"] = hash, "Acme.Hashed"))
            Assert.That(provider.GetRequiredService<PluginCatalog>().ActivityTypes.Keys, Does.Contain("acme.hashed.t"));

        File.WriteAllText(Path.Combine(folder, "extra.txt"), "swapped");
        using var changed = Provider(options => options.Hashes["acme.hashed"] = hash, "Acme.Hashed");
        var plugin = changed.GetRequiredService<PluginCatalog>().Plugins.Single(plugin => plugin.Id == "acme.hashed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plugin.State, Is.EqualTo(PluginState.Refused));
            Assert.That(plugin.Reason, Does.Contain(hash).And.Contain(PluginFile.Hash(folder)));
            Assert.That(plugin.Assembly, Is.Null);
        }
    }

    [Test]
    public void What_nobody_named_waits_for_approval()
    {
        CompiledPlugin.Write(root, "Acme.Stranger", "acme.stranger", CompiledPlugin.ActivityType("T", "acme.stranger.t"));
        using var provider = Provider([]);
        var catalog = provider.GetRequiredService<PluginCatalog>();
        Assert.That(Reason(catalog, "acme.stranger"), Does.Contain("waits for approval"));
        Assert.That(catalog.ActivityTypes.Keys.Where(IsPlugins), Is.EqualTo(["acme.social.whatsapp"]));
    }

    [Test]
    public void Nothing_outside_the_allowed_folders_is_loaded()
    {
        var outside = Directory.CreateTempSubdirectory("crm-outside-").FullName;
        try
        {
            var folder = CompiledPlugin.Write(outside, "Acme.Out", "acme.out", CompiledPlugin.ActivityType("T", "acme.out.t"));
            Directory.CreateSymbolicLink(Path.Combine(root, "Acme.Link"), folder);
            using var provider = Provider(folder, $"../{Path.GetFileName(outside)}/Acme.Out", "Acme.Link");
            var catalog = provider.GetRequiredService<PluginCatalog>();
            Assert.That(catalog.Plugins.Where(plugin => plugin.State == PluginState.Loaded).Select(plugin => plugin.Id), Is.EqualTo(["acme.social"]));
            Assert.That(Reason(catalog, "Acme.Link"), Does.Contain("leads out of the allowed folders"));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    /// <summary>A file that the process may not open: root may open any of a disk, but no write-only switch of the kernel.</summary>
    private static void MakeUnreadable(string file)
    {
        if (Environment.IsPrivilegedProcess)
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, "/proc/sys/vm/compact_memory");
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.None);
        }
        Assert.That(() => File.OpenRead(file), Throws.TypeOf<UnauthorizedAccessException>());
    }

    private static string? Reason(PluginCatalog catalog, string id) =>
        catalog.Plugins.Single(plugin => plugin.Id == id && plugin.State == PluginState.Refused).Reason;

    private ServiceProvider Provider(params string[] enabled) => Provider(_ => { }, enabled);

    private static bool IsPlugins(string key) => !key.StartsWith("crm.", StringComparison.Ordinal);

    private ServiceProvider Provider(Action<PluginOptions> configure, params string[] enabled)
    {
        var options = new PluginOptions { Folders = { root } };
        foreach (var entry in enabled)
            options.Enabled.Add(entry);
        configure(options);
        var services = new ServiceCollection();
        PluginLoader.Load(services, options, [typeof(WhatsAppMessage).Assembly], new ConfigurationBuilder().Build());
        return services.BuildServiceProvider();
    }
}
