using System.Reflection;
using System.Xml.Linq;
using Crm.Kernel;
using Crm.Stores;
using NetArchTest.Rules;

namespace Crm.Tests.Architecture;

/// <summary>The arrows of the house: which project may know which. What holds inside of <c>Crm</c> stands in <see cref="RoomTests"/>.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Crm.Abstractions"] = [],
        ["Crm.Model"] = ["Crm.Abstractions"],
        ["Crm"] = ["Crm.Model"],
        ["Crm.Sql"] = ["Crm.Model"],
        ["Crm.EntityFrameworkCore"] = ["Crm.Sql"],
        ["Crm.MassTransit"] = ["Crm"],
        ["Crm.AspNetCore"] = ["Crm"],
        ["Crm.Components"] = ["Crm"],
        ["Crm.Testing"] = ["Crm", "Crm.Sql"],
        ["Crm.Plugins.Essentials"] = ["Crm.Abstractions"],
        ["Crm.Plugins.Mail"] = ["Crm.Abstractions"],
        ["Crm.Plugins.Sample"] = ["Crm.Abstractions"],
        ["Crm.Plugins.Visits"] = ["Crm.Abstractions"],
    };

    private static readonly string[] OrmBusAndWeb =
    [
        "Microsoft.EntityFrameworkCore",
        "NHibernate",
        "Npgsql",
        "Microsoft.Data.Sqlite",
        "MassTransit",
        "Microsoft.AspNetCore",
        "MailKit",
        "MimeKit",
        "OpenAI",
    ];

    public static IEnumerable<TestCaseData> Projects =>
        Directory
            .EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.PathOf("plugins"), "*.csproj", SearchOption.AllDirectories))
            .Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileNameWithoutExtension(path)));

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_what_its_arrow_allows(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.That(Arrows, Does.ContainKey(name), "a new project needs an arrow");
        var references = XDocument
            .Load(path)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.That(references, Is.SubsetOf(Arrows[name]));
    }

    [Test]
    public void The_contract_depends_on_dependency_injection_only() =>
        Assert.That(
            Assembly.Load("Crm.Abstractions").GetReferencedAssemblies().Select(reference => reference.Name).Where(name => !IsFramework(name!)),
            Is.EqualTo(new[] { "Microsoft.Extensions.DependencyInjection.Abstractions" })
        );

    [TestCase("Crm.Model")]
    [TestCase("Crm")]
    public void Model_and_engine_know_no_mapper_database_bus_web_or_mail(string assembly)
    {
        var referenced = Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.That(referenced.Where(name => OrmBusAndWeb.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))), Is.Empty);
        Assert.That(referenced.Where(name => name.StartsWith("Crm.Plugins", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("Crm.Abstractions")]
    [TestCase("Crm.Model")]
    [TestCase("Crm")]
    [TestCase("Crm.Sql")]
    [TestCase("Crm.EntityFrameworkCore")]
    public void No_type_outside_the_hosts_depends_on_the_web(string assembly)
    {
        var result = Types.InAssembly(Assembly.Load(assembly)).ShouldNot().HaveDependencyOn("Microsoft.AspNetCore").GetResult();
        Assert.That(result.FailingTypeNames ?? [], Is.Empty);
    }

    [Test]
    public void A_port_speaks_in_rows_and_framework_types_only()
    {
        var ports = Assembly.Load("Crm.Model").GetExportedTypes().Where(type => type.IsInterface).ToList();
        Assert.That(ports, Is.Not.Empty);
        var foreign = ports
            .SelectMany(port => port.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .SelectMany(Parts)
            .Where(type => !IsFramework(type.Assembly.GetName().Name!) && !type.Assembly.GetName().Name!.StartsWith("Crm", StringComparison.Ordinal))
            .Distinct();
        Assert.That(foreign, Is.Empty);
        Assert.That(ports.SelectMany(port => port.GetMethods()).SelectMany(method => Parts(method.ReturnType)), Has.None.EqualTo(typeof(IQueryable<>)));
    }

    [Test]
    public void No_use_case_reaches_the_stores_of_all_tenants()
    {
        var reached = typeof(UseCase)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(UseCase).IsAssignableFrom(type))
            .Where(type => Reaches(type, []))
            .Select(type => type.Name);
        Assert.That(reached, Is.Empty, "what it is made of, and so on, must not take the system's store");

        static bool Reaches(Type type, HashSet<Type> seen) =>
            seen.Add(type)
            && (
                type == typeof(ISystemStore)
                || (
                    type.Assembly == typeof(UseCase).Assembly
                    && type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                        .SelectMany(constructor => constructor.GetParameters())
                        .Any(parameter => Reaches(parameter.ParameterType, seen))
                )
            );
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.HasElementType ? Parts(type.GetElementType()!)
        : [type];

    private static bool IsFramework(string assembly) =>
        assembly is "netstandard" or "mscorlib"
        || assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly == typeof(object).Assembly.GetName().Name;
}
