using System.ComponentModel.DataAnnotations;

namespace Crm.MassTransit;

/// <summary>Which bus, <c>Crm:Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary><c>inmemory</c> (the embedded default: this process alone) or <c>rabbitmq</c>.</summary>
    [AllowedValues("inmemory", "rabbitmq", ErrorMessage = "Crm:Bus:Provider must be inmemory or rabbitmq.")]
    public string Provider { get; set; } = "inmemory";

    /// <summary>The broker's URI, such as <c>amqp://user:password@host:5672/virtual-host</c>; not looked at for inmemory.</summary>
    public string? Connection { get; set; }

    /// <summary>What is wrong with it.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong setting; never the password.</exception>
    internal BusOptions Checked()
    {
        var problems = new List<Problem>();
        if (Provider is not ("inmemory" or "rabbitmq"))
            problems.Add(new Problem("Crm:Bus:Provider", $"It must be inmemory or rabbitmq, was '{Provider}'."));
        if (Provider == "rabbitmq" && !(Uri.TryCreate(Connection, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"))
            problems.Add(new Problem("Crm:Bus:Connection", "It must be a URI of the broker that begins with amqp:// or amqps://."));
        return problems.Count == 0 ? this : throw CrmException.Invalid(problems);
    }
}
