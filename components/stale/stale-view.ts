import type { StaleKind } from "@/lib/contract/stale";

/** What counts as stale, and the part of it that is shown: all of it is in the URL. */
export type StaleView = { registry: string; days: number; keep: number; kind: StaleKind | "" };

export const kinds: readonly StaleKind[] = [
  "not-pulled",
  "old",
  "branch",
  "pre-release",
  "untagged",
  "broken",
  "orphaned",
  "same-digest",
];
export const dayChoices = [30, 60, 90, 180, 365];
export const keepChoices = [1, 3, 5, 10, 20];

type Search = Record<string, string | string[] | undefined>;

/** Reads the view from the URL's search; invalid values get their defaults. */
export function readStaleView(search: Search, registries: readonly string[]): StaleView {
  const read = (name: string) => [search[name] ?? ""].flat()[0] ?? "";
  const number = (name: string, otherwise: number) => (/^\d{1,4}$/.test(read(name)) ? Number(read(name)) : otherwise);
  const kind = kinds.find((known) => known === read("kind")) ?? "";
  return {
    registry: registries.includes(read("registry")) ? read("registry") : (registries[0] ?? ""),
    days: Math.min(3_650, Math.max(1, number("days", 90))),
    keep: Math.min(1_000, number("keep", 5)),
    kind,
  };
}
