namespace Crm.Events;

/// <summary>One subscriber's events of one tenant. They are told one after the other; lanes do not wait for each other.</summary>
internal readonly record struct Lane(TenantId Tenant, string Subscriber);
