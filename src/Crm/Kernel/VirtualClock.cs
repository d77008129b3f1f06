using System.Globalization;

namespace Crm.Kernel;

/// <summary>A clock for trying things out (<c>Crm:Clock</c>, Development only): starts at a moment and runs on from there, or stands at the moment that a file says, which several processes can share.</summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly string? file;
    private readonly Lock gate = new();
    private TimeSpan ahead;
    private DateTimeOffset fromFile;
    private DateTime fileWritten;
    private long nextLook;

    private VirtualClock(string? file) => this.file = file;

    /// <summary>Reads the setting.</summary>
    /// <param name="setting">A moment (ISO 8601, UTC where it names no offset), or the path of a file that holds one.</param>
    /// <exception cref="CrmException">It is neither.</exception>
    public static VirtualClock From(string setting)
    {
        if (TryParse(setting, out var start))
            return new VirtualClock(null) { ahead = start - System.GetUtcNow() };
        return File.Exists(setting) && TryParse(File.ReadAllText(setting), out _)
            ? new VirtualClock(setting)
            : throw CrmException.Invalid("Crm:Clock", $"'{setting}' is neither a moment such as 2026-03-02T09:00:00Z nor a file that holds one.");
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return file is null ? System.GetUtcNow() + ahead : ReadFile(file);
        }
    }

    /// <summary>Moves the clock on; never back. A shared file is rewritten.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        lock (gate)
        {
            if (moment <= GetUtcNow())
                return;
            if (file is null)
            {
                ahead = moment - System.GetUtcNow();
                return;
            }
            var next = file + ".next";
            File.WriteAllText(next, moment.ToString("O", CultureInfo.InvariantCulture));
            File.Move(next, file, overwrite: true);
            nextLook = 0;
        }
    }

    /// <summary>Another process may have moved it: looked at again every 20 ms.</summary>
    private DateTimeOffset ReadFile(string path)
    {
        if (Environment.TickCount64 < nextLook)
            return fromFile;
        nextLook = Environment.TickCount64 + 20;
        var written = File.GetLastWriteTimeUtc(path);
        if (written != fileWritten && TryParse(File.ReadAllText(path), out var moment))
            (fileWritten, fromFile) = (written, moment);
        return fromFile;
    }

    private static bool TryParse(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
