using GitOpsKafka.Webhook.Serving;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Webhook;

internal static class Program
{
    internal static async Task<int> Main(string[] args)
    {
        if (WebhookSwitches.WantsHelp(args))
            return await TellAsync(Console.Out, WebhookSwitches.Help, exitCode: 0);
        if (WebhookSwitches.Unknown(args) is { } unknown)
            return await TellAsync(Console.Error, $"{unknown} is no option; see --help", exitCode: 2);
        try
        {
            await WebhookHost.Create(args).RunAsync();
            return 0;
        }
        catch (OptionsValidationException mistakes)
        {
            return await TellAsync(Console.Error, string.Join(Environment.NewLine, mistakes.Failures), exitCode: 2);
        }
    }

    private static async Task<int> TellAsync(TextWriter output, string text, int exitCode)
    {
        await output.WriteLineAsync(text);
        return exitCode;
    }
}
