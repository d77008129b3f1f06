namespace Crm.Records.Editing;

/// <summary>Writes what only deals have: pipeline and stage, currency and amount.</summary>
internal sealed class DealEdit(RecordRules rules, Problems problems)
{
    /// <summary>The pipeline; the deal begins at its first stage.</summary>
    public Deal InPipeline(Deal deal, string? value)
    {
        if (rules.Pipeline(value ?? deal.Pipeline) is { } pipeline)
            return pipeline.Key == deal.Pipeline ? deal : deal with { Pipeline = pipeline.Key, Stage = pipeline.Stages[0].Key };
        problems.Add("pipeline", $"There is no pipeline '{Problems.Shown(value)}'; there are {Problems.Listed(rules.Pipelines.Select(known => known.Key))}.");
        return deal;
    }

    /// <summary>The stage, by key or name.</summary>
    public Deal InStage(Deal deal, string? value)
    {
        if (value is null || rules.Pipeline(deal.Pipeline) is not { } pipeline)
            return deal;
        var stage =
            pipeline.Stages.FirstOrDefault(stage => string.Equals(stage.Key, value, StringComparison.OrdinalIgnoreCase))
            ?? pipeline.Stages.FirstOrDefault(stage => string.Equals(stage.Name, value, StringComparison.OrdinalIgnoreCase));
        if (stage is not null)
            return deal with { Stage = stage.Key };
        problems.Add(
            "stage",
            $"The pipeline {pipeline.Key} has no stage '{Problems.Shown(value)}'; it has {Problems.Listed(pipeline.Stages.Select(known => known.Key))}."
        );
        return deal;
    }

    /// <summary>The currency; an amount keeps its number.</summary>
    public Deal InCurrency(Deal deal, string? value)
    {
        var currency =
            value is not null ? problems.Currency("currency", value)
            : deal.AmountMinor is null ? null
            : rules.Tenant.Currency;
        if (currency is not null && !Currencies.Exists(currency))
            return deal;
        if (currency is null || deal is not { AmountMinor: { } minor, Currency: { } former } || former == currency)
            return deal with { Currency = currency };
        var amount = Currencies.ToAmount(minor, former);
        if (Currencies.ToMinorUnits(amount, currency) is { } converted)
            return deal with { Currency = currency, AmountMinor = converted };
        problems.Add("currency", $"{currency} has {Currencies.DecimalPlaces(currency)} decimal places; the amount has more. Give the amount too.");
        return deal;
    }

    public Deal OfAmount(Deal deal, FieldValue? value)
    {
        if (value is null)
            return deal with { AmountMinor = null };
        var currency = deal.Currency ?? rules.Tenant.Currency;
        if (value is FieldValue.Text { Value: var text } && Currencies.DecimalPlaces(currency) < 3 && NumberText.IsAmbiguous(text))
        {
            problems.Add("amount", $"'{text}' could mean thousands or decimals; write it without a thousands separator, as 1250 or 1250.50.");
            return deal;
        }
        if ((value is FieldValue.Number number ? number.Value : problems.Number("amount", value.ToString())) is not { } amount)
            return deal;
        if (Currencies.ToMinorUnits(amount, currency) is { } minor)
            return deal with { AmountMinor = minor, Currency = currency };
        problems.Add(
            "amount",
            $"It must have at most {Currencies.DecimalPlaces(currency)} decimal places ({currency}) and 14 digits before them, was '{Problems.Shown(value.ToString())}'."
        );
        return deal;
    }
}
