import "server-only";
import { z } from "zod";
import { type Entry, resolveSecret } from "./file-entry";
import { hideSecrets } from "./hide-secrets";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import { resolveEndpoint, type ServiceEndpoint, trustShape } from "./service-endpoint";
import { timeoutMinutesSchema } from "./step-settings";

const address = z.string().min(1);

export const webhookSchema = z.strictObject({
  runner: z.literal("webhook"),
  startUrl: address,
  statusUrl: address,
  logUrl: address.optional(),
  cancelUrl: address.optional(),
  tokenFile: z.string().min(1).optional(),
  tokenEnv: z.string().min(1).optional(),
  dryRun: z.boolean().default(true),
  removeUntagged: z.boolean().default(false),
  timeoutMinutes: timeoutMinutesSchema,
  ...trustShape,
});

/** The operator's own service that collects, called over HTTP. `{id}` in an address is the service's id of the run. */
export type WebhookCollector = {
  kind: "webhook";
  endpoint: Omit<ServiceEndpoint, "url">;
  startUrl: string;
  statusUrl: string;
  logUrl: string | null;
  cancelUrl: string | null;
  /** Sent as `Authorization: Bearer …`. */
  token: string | null;
  /** True if the service can do a dry run, which removes nothing. */
  dryRun: boolean;
  removeUntagged: boolean;
  timeoutMs: number;
};

/** Returns the settings of a webhook runner. All its addresses must have one origin, as they get the same token. */
export function resolveWebhook(entry: Entry, settings: z.infer<typeof webhookSchema>): WebhookCollector {
  const { tokenFile, tokenEnv } = settings;
  const hasToken = tokenFile !== undefined || tokenEnv !== undefined;
  const { url: _url, ...endpoint } = resolveEndpoint(entry, "", settings);
  const start = parseHttpUrl(entry.mistakes, `${entry.place}.startUrl`, settings.startUrl);
  const addressOf = (key: "statusUrl" | "logUrl" | "cancelUrl") => {
    const text = settings[key];
    if (text === undefined) return null;
    const url = parseHttpUrl(entry.mistakes, `${entry.place}.${key}`, text);
    if (url && start && url.origin !== start.origin)
      entry.mistakes.add(`${entry.place}.${key}`, "must be at the same origin as startUrl");
    return text;
  };
  return hideSecrets(
    {
      kind: "webhook" as const,
      endpoint,
      startUrl: start ? withoutTrailingSlash(start) : "",
      statusUrl: addressOf("statusUrl") ?? "",
      logUrl: addressOf("logUrl"),
      cancelUrl: addressOf("cancelUrl"),
      token: hasToken ? resolveSecret(entry, "token", tokenFile, tokenEnv) : null,
      dryRun: settings.dryRun,
      removeUntagged: settings.removeUntagged,
      timeoutMs: Math.round(settings.timeoutMinutes * 60_000),
    },
    "token",
  );
}
