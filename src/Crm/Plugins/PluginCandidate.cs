using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins;

/// <summary>A marked assembly on its way into the catalog, with what was found wrong so far.</summary>
internal sealed partial class PluginCandidate
{
    public PluginCandidate(Assembly assembly, string? folder)
    {
        Assembly = assembly;
        Folder = folder;
        Mark = assembly.GetCustomAttribute<CrmPluginAttribute>()!;
        Version = ReadVersion(assembly);
        CheckMark();
        Types = [.. ConcreteTypes(report: true).Where(type => PluginContracts.Of(type).Count > 0)];
    }

    public Assembly Assembly { get; }

    public string? Folder { get; }

    public CrmPluginAttribute Mark { get; }

    public string Version { get; }

    /// <summary>Concrete types behind a contract.</summary>
    public IReadOnlyList<Type> Types { get; }

    public List<string> Problems { get; } = [];

    /// <summary>What its code threw while it was set up and read, for the log, which is not there yet.</summary>
    public List<(string Part, Exception Exception)> Failures { get; } = [];

    /// <summary>Keys that the plugin itself has used so far.</summary>
    public HashSet<(string Kind, string Key)> OwnKeys { get; } = [];

    public string Id => Mark.Id;

    /// <summary>The row of the catalog, by what is wrong.</summary>
    public LoadedPlugin ToPlugin() =>
        new(Id, Mark.Name is { Length: > 0 } name ? name : Id, Version, Problems.Count == 0 ? PluginState.Loaded : PluginState.Refused)
        {
            Reason = Problems.Count == 0 ? null : string.Join(" ", Problems),
            Description = Mark.Description,
            Folder = Folder,
            Assembly = Assembly,
        };

    /// <summary>Calls the plugin's own set-up.</summary>
    public void Configure(IServiceCollection services, IConfiguration section)
    {
        var setups = ConcreteTypes().Where(type => type.IsAssignableTo(typeof(IPluginSetup))).ToList();
        if (setups.Count > 1)
            Problems.Add($"It has {setups.Count} set-ups ({string.Join(", ", setups.Select(type => type.Name))}), one at most is allowed.");
        else if (setups is [var type])
            Guard(
                $"its set-up {type.Name}",
                "failed",
                () => ((IPluginSetup)Activator.CreateInstance(type, nonPublic: true)!).Configure(new PluginBuilder(Id, services, Settings(section)))
            );
    }

    /// <summary>Runs the plugin's code; what it throws becomes a problem, not a dead host.</summary>
    /// <param name="part">What runs.</param>
    /// <param name="fails">What is said of it where it throws.</param>
    /// <param name="action">Runs it.</param>
    public void Guard(string part, string fails, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            Failures.Add((part, cause));
            Problems.Add($"{char.ToUpperInvariant(part[0])}{part[1..]} {fails}: {cause.GetType().Name}: {OneLine(cause)}");
        }
    }

    /// <summary>The loader's messages end with a line break.</summary>
    private static string OneLine(Exception cause) => cause.Message.ReplaceLineEndings(" ").Trim();

    private void CheckMark()
    {
        if (!IdSyntax().IsMatch(Id))
            Problems.Add($"Its id must be lower-case letters and digits in parts joined by dots, such as acme.social; it is '{Id}'.");
        if (Version.Length == 0)
            Problems.Add("Its assembly has no version; give it one above 0.0.0.");
        var ours = typeof(CrmPluginAttribute).Assembly.GetName();
        var wanted = Assembly.GetReferencedAssemblies().FirstOrDefault(reference => reference.Name == ours.Name)?.Version;
        // Before 1.0 each minor version may take something away.
        var oldest = ours.Version!.Major == 0 ? ours.Version.Minor : 0;
        if (wanted is not null && (wanted.Major != ours.Version.Major || wanted.Minor > ours.Version.Minor || wanted.Minor < oldest))
            Problems.Add(
                $"It was built against {ours.Name} {wanted}; this host has {ours.Version}, and takes {ours.Version.Major}.{oldest} to {ours.Version.ToString(2)}."
            );
    }

    private List<Type> ConcreteTypes(bool report = false)
    {
        IEnumerable<Type> all;
        try
        {
            all = Assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            if (report)
                Problems.AddRange(exception.LoaderExceptions.OfType<Exception>().Select(cause => $"A type cannot be loaded: {OneLine(cause)}").Distinct());
            all = exception.Types.OfType<Type>();
        }
        return [.. all.Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })];
    }

    /// <summary>The plugin's settings, flat. In names of environment variables a dot is not possible everywhere, so <c>crm_mail</c> stands for <c>crm.mail</c>.</summary>
    private Dictionary<string, string?> Settings(IConfiguration section)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in new[] { Id, Id.Replace('.', '_') }.Distinct())
        foreach (var (key, value) in section.GetSection($"Settings:{name}").AsEnumerable(makePathsRelative: true))
            if (key.Length > 0 && value is not null)
                settings[key] = value;
        return settings;
    }

    private static string ReadVersion(Assembly assembly)
    {
        var number = assembly.GetName().Version;
        var words = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        return words is { Length: > 0 } ? words
            : number is null || number == new Version(0, 0, 0, 0) ? ""
            : number.ToString(3);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)*\z")]
    private static partial Regex IdSyntax();
}
