namespace Crm.Plugins;

/// <summary>Names a class that the engine itself brings as a plugin would. A mark of the assembly, so that a start need not look through, and load, all types of the engine.</summary>
/// <param name="type">The class.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class CorePartAttribute(Type type) : Attribute
{
    /// <summary>The class.</summary>
    public Type Type { get; } = type;
}
