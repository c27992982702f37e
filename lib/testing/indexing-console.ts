import type { RegistryConfig } from "@/lib/config/config";
import { indexRegistries } from "@/lib/indexing/index-registries";
import { type IndexingOptions, indexingOptions } from "@/lib/indexing/index-registry";
import { closeAnnouncements } from "@/lib/jobs/announcements";
import { type FakeRegistry, startFakeRegistry } from "./fake-registry";
import type { FakeRegistryOptions } from "./fake-registry/options";
import { aRegistryConfig, openTestConsole } from "./test-console";

const closers: (() => Promise<void>)[] = [];

// Measures once at the start only: most tests check what is read, and measuring changes how long that takes.
const unmeasured: IndexingOptions = { ...indexingOptions, measuring: { everyMs: 0, share: 0 } };

/** Opens a console over one fake registry, named `local`, and keeps its index unless `indexing` is null. */
export async function openIndexingConsole(
  options: FakeRegistryOptions = {},
  { config = {}, indexing = {} }: { config?: Partial<RegistryConfig>; indexing?: Partial<IndexingOptions> | null } = {},
): Promise<FakeRegistry> {
  const registry = await startFakeRegistry(options);
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url, config)]));
  if (indexing) startIndexing(indexing);
  return registry;
}

/** Keeps the index of the open console until the console is closed or the returned function is called. */
export function startIndexing(indexing: Partial<IndexingOptions> = {}): () => Promise<void> {
  const stop = new AbortController();
  const stopped = indexRegistries(stop.signal, { ...unmeasured, ...indexing });
  const end = async () => {
    stop.abort();
    await stopped;
  };
  closers.push(closeAnnouncements, end);
  return end;
}

export async function closeIndexingConsole(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}
