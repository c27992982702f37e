import type { TrashFilter } from "./deletion-queries";

/** What of the trash is shown: all of it stands in the URL. */
export type TrashView = { registry: string; query: string; all: boolean };

type Search = Record<string, string | string[] | undefined>;

/** Reads the view from the URL's search; a registry that isn't configured is the first one. */
export function readTrashView(search: Search, registries: readonly string[]): TrashView {
  const read = (name: string) => [search[name] ?? ""].flat()[0] ?? "";
  const registry = registries.includes(read("registry")) ? read("registry") : (registries[0] ?? "");
  return { registry, query: read("query").slice(0, 200), all: read("all") === "true" };
}

/** The view as the API takes it. */
export function toTrashFilter({ registry, query, all }: TrashView): TrashFilter {
  return { registry, query: query || undefined, all: all || undefined };
}
