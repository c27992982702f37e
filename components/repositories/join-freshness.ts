import type { Freshness, List } from "@/lib/contract/list";

/** Returns the freshness of several pages together: as old as the oldest, and partial if one of them is. */
export function joinFreshness(pages: readonly Pick<List<unknown>, "freshness">[]): Freshness | undefined {
  const all = pages.map((page) => page.freshness);
  const [first] = all;
  if (!first) return undefined;
  const state = (["partial", "indexed"] as const).find((worse) => all.some((entry) => entry.state === worse)) ?? "live";
  const sum = (key: "read" | "expected") => all.reduce((total, entry) => total + entry[key], 0);
  const times = all.map((entry) => entry.checkedAt).filter((time) => time !== null);
  const incomplete = all.find((entry) => entry.incomplete)?.incomplete;
  const problem = all.find((entry) => entry.problem)?.problem;
  return {
    state,
    checkedAt: times.sort()[0] ?? null,
    read: sum("read"),
    expected: sum("expected"),
    ...(incomplete && { incomplete }),
    ...(problem && { problem }),
  };
}
