namespace Crm.Hosting;

/// <summary>A plugin that was forgotten.</summary>
/// <param name="Brought">What it had brought, by key.</param>
/// <param name="DroppedEvents">How many events waited for its subscribers or were parked for them, of all tenants; an event counts for each subscriber.</param>
public sealed record ForgottenPlugin(IReadOnlyList<PluginPart> Brought, int DroppedEvents);
