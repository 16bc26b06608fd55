using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Checks each setting by itself.</summary>
[OptionsValidator]
internal sealed partial class BusOptionsValidator : IValidateOptions<BusOptions>;

/// <summary>Checks each setting by itself.</summary>
[OptionsValidator]
internal sealed partial class PumpOptionsValidator : IValidateOptions<PumpOptions>;

/// <summary>Refuses settings of librdkafka that would break the order, the durability or the completeness of the trail.</summary>
internal sealed class BusSettingsValidator : IValidateOptions<BusOptions>
{
    private static readonly string[] Ours =
    [
        "acks", "auto.offset.reset", "bootstrap.servers", "enable.auto.commit", "enable.auto.offset.store", "enable.idempotence", "group.id",
        "message.timeout.ms", "partition.assignment.strategy", "partitioner", "request.required.acks", "delivery.timeout.ms", "transactional.id",
    ];

    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        var refused = options.Kafka.Keys.Where(key => Ours.Contains(key, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return refused.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(refused.Select(key => $"Kafka: {key} cannot be set: the trail depends on its value. Remove it."));
    }
}
