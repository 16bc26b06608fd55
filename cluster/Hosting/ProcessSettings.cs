using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Hosting;

/// <summary>Where a process has its settings from, after <c>appsettings.json</c> and the environment.</summary>
public static class ProcessSettings
{
    /// <summary>
    /// Names a folder with one file for each further setting, such as a mounted Secret: what is secret stays out of the environment, which
    /// child processes and dumps inherit. A file is named as the variable would be: <c>Bus__Kafka__sasl.password</c>.
    /// </summary>
    public const string Folder = "SettingsDirectory";

    /// <summary>Adds the command line, and on top of it the folder, if one is named.</summary>
    /// <exception cref="OptionsValidationException">The folder is not there.</exception>
    public static void AddProcessSettings(this ConfigurationManager settings, string[] args, SwitchTable switches)
    {
        settings.AddCommandLine(args, switches.Mappings);
        if (settings[Folder] is not { Length: > 0 } folder)
            return;
        if (!Directory.Exists(folder))
            throw new OptionsValidationException(Folder, typeof(string), [$"{Folder}: the folder \"{folder}\" is not there"]);
        settings.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
    }
}
