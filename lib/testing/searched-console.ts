import { type SearchHit, searchAnswerSchema, searchQuerySchema } from "@/lib/contract/search";
import { search } from "@/lib/search/search";
import { anImage, type FakeManifest } from "./factories";
import type { FakeRegistry } from "./fake-registry";
import { openIndexingConsole } from "./indexing-console";
import { admin } from "./test-console";
import { untilSwept } from "./until-swept";

/** Opens a console over a registry filled by `fill`; resolves when the index has all of it. */
export async function openSearched(fill: (registry: FakeRegistry) => void): Promise<FakeRegistry> {
  const registry = await openIndexingConsole();
  fill(registry);
  await untilSwept();
  return registry;
}

/** Makes an image with these labels. */
export function labelled(Labels: Record<string, string>, created?: string): FakeManifest {
  return anImage({ config: { config: { Labels } }, ...(created && { created }) });
}

/** Returns what an admin finds by a query, or by the parameters of one. */
export async function find(query: string | Record<string, unknown>): Promise<SearchHit[]> {
  const input = typeof query === "string" ? { query } : query;
  return searchAnswerSchema.parse(await search(admin, searchQuerySchema.parse(input))).items;
}

/** Returns the same, one line per hit. */
export async function lines(query: string | Record<string, unknown>): Promise<string[]> {
  return (await find(query)).map(line);
}

function line(hit: SearchHit): string {
  if (hit.kind === "tag-name") return `${hit.kind} ${hit.tag} in ${hit.repositories}${hit.more ? "+" : ""}`;
  const place = hit.repository;
  if (hit.kind === "repository") return `${hit.kind} ${place}`;
  if (hit.kind === "tag") return `${hit.kind} ${place}:${hit.tag}`;
  if (hit.kind === "manifest") return `${hit.viaIndex ? "platform" : hit.manifestKind} ${place} ${hit.tags}`;
  if (hit.kind === "blob") return `${hit.role} ${place}:${hit.tag} of ${hit.manifests}`;
  return `${hit.kind} ${hit.name}=${hit.value} on ${hit.tags} ${place}:${hit.tag}`;
}
