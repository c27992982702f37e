import { isAppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import { connectTo } from "@/lib/registry/connection";
import type { FakeManifest } from "./factories";
import { type FakeRegistry, startFakeRegistry } from "./fake-registry";
import type { FakeRegistryOptions } from "./fake-registry/options";
import { aRegistryConfig, openTestConsole } from "./test-console";

const closers: (() => Promise<void>)[] = [];

/** Opens a console over one fake registry, named `local`. */
export async function openDeletingConsole(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = await startFakeRegistry(options);
  const config = aRegistryConfig(registry.url);
  closers.push(registry.close, await openTestConsole([config]));
  // The same retries and read-backs, without the delays.
  const connection = connectTo(config, { retryBaseMs: 1, readBackMs: [0, 0, 0, 0, 0, 0] });
  processWide("registry-connections", () => new Map([[config.name, connection]]));
  closers.push(connection.close);
  return registry;
}

export async function closeDeletingConsole(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

export const tagsOf = (registry: FakeRegistry) =>
  [...(registry.store.repositories.get("app")?.tags.keys() ?? [])].sort();

export const manifestsOf = (registry: FakeRegistry) => [
  ...(registry.store.repositories.get("app")?.manifests.keys() ?? []),
];

export const hasManifest = (registry: FakeRegistry, { digest }: FakeManifest) => manifestsOf(registry).includes(digest);

/** Returns the code of the AppError that the work throws. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing thrown",
    (error) => (isAppError(error) ? error.code : String(error)),
  );
}
