import type { TrashFilter } from "./deletion-queries";

/** The part of the trash that is shown: all of it is in the URL. */
export type TrashView = { registry: string; query: string; all: boolean };

type Search = Record<string, string | string[] | undefined>;

/** Reads the view from the URL's search; for a registry that isn't configured, takes the first one. */
export function readTrashView(search: Search, registries: readonly string[]): TrashView {
  const read = (name: string) => [search[name] ?? ""].flat()[0] ?? "";
  const registry = registries.includes(read("registry")) ? read("registry") : (registries[0] ?? "");
  return { registry, query: read("query").slice(0, 200), all: read("all") === "true" };
}

/** Returns the view as the API's filter. */
export function toTrashFilter({ registry, query, all }: TrashView): TrashFilter {
  return { registry, query: query || undefined, all: all || undefined };
}
