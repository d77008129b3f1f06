namespace Crm.Import;

/// <summary>Takes the rows of a file, portion by portion, and writes what they become.</summary>
internal interface IImportTarget
{
    /// <summary>Decides a portion and writes it.</summary>
    Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper);

    /// <summary>After the last portion: what could not be decided before all rows were there.</summary>
    Task FinishAsync();
}
