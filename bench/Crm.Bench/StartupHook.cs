using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>Runs in a host that is measured, before its own code (the runtime looks for this name without a namespace): tells the managed heap after a full collection whenever the process gets SIGCONT.</summary>
internal static class StartupHook
{
    /// <summary>The variable that names the file to write, in bytes.</summary>
    public const string File = "CRM_BENCH_HEAP_FILE";

    private static PosixSignalRegistration? asked;

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (!OperatingSystem.IsWindows())
            asked = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Tell());
    }

    private static void Tell()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var path = Environment.GetEnvironmentVariable(File)!;
        System.IO.File.WriteAllText($"{path}.new", GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
        System.IO.File.Move($"{path}.new", path);
    }
}
