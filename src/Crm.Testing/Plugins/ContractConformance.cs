using System.Reflection;
using Crm.Plugins;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>What all classes behind a contract keep that has a key. Derive from the suite of the contract, such as <see cref="StopRuleConformance{T}"/>.</summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class ContractConformance<T>
    where T : class
{
    /// <summary>The id that its key begins with; the base takes the one that marks its assembly.</summary>
    protected virtual string PluginId => typeof(T).Assembly.GetCustomAttribute<CrmPluginAttribute>()?.Id ?? "";

    /// <summary>A fresh instance; the base takes the parameterless constructor.</summary>
    protected virtual T Create() => Activator.CreateInstance<T>();

    private protected abstract string KeyOf(T part);

    /// <summary>Stored keys must never meet those of another plugin.</summary>
    [Test]
    public void Key_begins_with_the_plugin_id()
    {
        var key = KeyOf(Create());
        Assert.That(PluginKey.IsOf(PluginId, key), $"'{key}' must be '{PluginId}.' and lower-case letters, digits, _ and dots.");
    }
}
