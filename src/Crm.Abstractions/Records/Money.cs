namespace Crm.Records;

/// <summary>An amount in a currency's minor unit (cents for EUR, whole yen for JPY).</summary>
/// <param name="MinorUnits">The amount in minor units; may be negative.</param>
/// <param name="Currency">Three letters in upper case (ISO 4217).</param>
public readonly record struct Money(long MinorUnits, string Currency);
