namespace Crm.Testing.Stores;

/// <summary>Names the port that a conformance suite proves, so that a port without a suite is found.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class ProvesAttribute(Type port) : Attribute
{
    /// <summary>The port.</summary>
    public Type Port { get; } = port;
}
