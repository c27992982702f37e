import "server-only";
import { z } from "zod";
import { type CommandCollector, commandSchema, resolveCommand } from "./command-collector";
import { type DockerCollector, dockerSchema, resolveDocker } from "./docker-collector";
import type { Entry } from "./file-entry";
import { type HarborCollector, harborSchema, resolveHarbor } from "./harbor-collector";
import { type KubernetesCollector, kubernetesSchema, resolveKubernetes } from "./kubernetes-collector";
import { resolveWebhook, type WebhookCollector, webhookSchema } from "./webhook-collector";

/** The schema of a registry's `garbageCollection` in the file. */
export const garbageCollectionSchema = z.discriminatedUnion("runner", [
  z.strictObject({ runner: z.literal("none") }),
  z.strictObject({ runner: z.literal("automatic") }),
  commandSchema,
  dockerSchema,
  harborSchema,
  kubernetesSchema,
  webhookSchema,
]);

/** How a registry is collected: not at all, by itself, as the embedded registry, or by a runner. */
export type CollectorConfig =
  | { kind: "none" }
  | { kind: "automatic" }
  | { kind: "managed" }
  | CommandCollector
  | DockerCollector
  | HarborCollector
  | KubernetesCollector
  | WebhookCollector;

/** Returns the settings, with every file and variable that they name read. */
export function resolveCollector(
  registryEntry: Entry,
  settings: z.infer<typeof garbageCollectionSchema>,
  registry: Parameters<typeof resolveHarbor>[2],
): CollectorConfig {
  const entry = { ...registryEntry, place: `${registryEntry.place}.garbageCollection` };
  switch (settings.runner) {
    case "none":
    case "automatic":
      return { kind: settings.runner };
    case "command":
      return resolveCommand(entry, settings);
    case "docker":
      return resolveDocker(entry, settings);
    case "harbor":
      return resolveHarbor(entry, settings, registry);
    case "kubernetes":
      return resolveKubernetes(entry, settings);
    case "webhook":
      return resolveWebhook(entry, settings);
  }
}
