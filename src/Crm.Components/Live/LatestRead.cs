namespace Crm.Components;

/// <summary>
/// What one part of a page reads. Reads overlap, since a refresh does not wait for what a person does, nor the other way round: the one that began last has seen most, so an older one that comes back after it is not shown.
/// Belongs to one component, whose dispatcher runs it.
/// </summary>
internal sealed class LatestRead
{
    private int begun;

    /// <summary>Reads.</summary>
    /// <returns>What was read; null where another read began meanwhile.</returns>
    public async Task<T?> ReadAsync<T>(Func<Task<T>> read)
        where T : class
    {
        var mine = ++begun;
        var found = await read();
        return mine == begun ? found : null;
    }
}
