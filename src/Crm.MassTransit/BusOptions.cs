using System.ComponentModel.DataAnnotations;

namespace Crm.MassTransit;

/// <summary>Settings of the bus, <c>Crm:Bus</c>.</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary><c>inmemory</c> (the default: reaches this process only) or <c>rabbitmq</c>.</summary>
    [AllowedValues("inmemory", "rabbitmq", ErrorMessage = "Crm:Bus:Provider must be inmemory or rabbitmq.")]
    public string Provider { get; set; } = "inmemory";

    /// <summary>The broker's URI, such as <c>amqp://user:password@host:5672/virtual-host</c>; ignored for inmemory.</summary>
    public string? Connection { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Never the value: it holds the password.
        if (Provider == "rabbitmq" && !(Uri.TryCreate(Connection, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"))
            yield return new ValidationResult("Crm:Bus:Connection must be the broker's URI and begin with amqp:// or amqps://.");
    }
}
