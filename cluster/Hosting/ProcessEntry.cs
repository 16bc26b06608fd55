using GitOpsKafka.Cluster.Bus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Hosting;

/// <summary>Runs a process from its command line.</summary>
public static class ProcessEntry
{
    /// <returns>0 after a graceful stop; 2 when the settings are wrong, all mistakes then stand on standard error; 1 when it cannot run.</returns>
    public static async Task<int> RunAsync(SwitchTable switches, string[] args, Func<WebApplication> create)
    {
        if (SwitchTable.WantsHelp(args))
            return Tell(Console.Out, switches.Help, exitCode: 0);
        if (switches.Unknown(args) is { } unknown)
            return Tell(Console.Error, $"{unknown} is no option of {switches.Program}; see --help", exitCode: 2);
        try
        {
            var application = create();
            // Before anything is made from the settings: what is made first would tell its own mistakes only.
            application.Services.GetService<IStartupValidator>()?.Validate();
            await application.RunAsync();
            return 0;
        }
        catch (OptionsValidationException mistakes)
        {
            return Tell(Console.Error, string.Join(Environment.NewLine, mistakes.Failures), exitCode: 2);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Tell(Console.Error, string.Join(Environment.NewLine, several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(mistakes => mistakes.Failures)), exitCode: 2);
        }
        catch (SpoolException trouble)
        {
            return Tell(Console.Error, trouble.Message, exitCode: 1);
        }
    }

    private static int Tell(TextWriter output, string text, int exitCode)
    {
        output.WriteLine(text);
        return exitCode;
    }
}
