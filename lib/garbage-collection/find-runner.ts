import "server-only";
import type { CollectorConfig } from "@/lib/config/collector-config";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { getConnection } from "@/lib/registry/connection";
import { commandRunner } from "./command/command-runner";
import { managedRunner } from "./command/managed-runner";
import { dockerRunner } from "./docker/docker-runner";
import { kubernetesRunner } from "./kubernetes/kubernetes-runner";
import type { Runner } from "./runner/runner";
import { harborRunner } from "./services/harbor-runner";
import { webhookRunner } from "./services/webhook-runner";

/** Returns the configuration of that registry's collector. Throws `registry-not-found`. */
export function findCollectorConfig(registry: string): CollectorConfig {
  const config = getConfig().registries.find(({ name }) => name === registry);
  if (!config) throw new AppError("registry-not-found", `The configuration has no registry named ${registry}.`);
  return config.garbageCollection;
}

/** Returns the runner that collects that registry; null if none is configured. Throws `registry-not-found`. */
export function findRunner(registry: string): Runner | null {
  const settings = findCollectorConfig(registry);
  const connection = getConnection(registry);
  switch (settings.kind) {
    case "none":
    case "automatic":
      return null;
    case "managed":
      return managedRunner(connection);
    case "command":
      return commandRunner(connection, settings);
    case "docker":
      return dockerRunner(connection, settings);
    case "harbor":
      return harborRunner(connection, settings);
    case "kubernetes":
      return kubernetesRunner(connection, settings);
    case "webhook":
      return webhookRunner(connection, settings);
  }
}
