import { expect, test } from "vitest";
import type { LargeRepository } from "@/lib/contract/storage";
import { groupByNamespace } from "./group-by-namespace";

const row = (name: string, sizeBytes: number | null): LargeRepository => ({
  name,
  tagCount: 1,
  sizeBytes,
  uniqueSizeBytes: sizeBytes && sizeBytes / 2,
});
const bySize = (rows: LargeRepository[], limit: number) => groupByNamespace(rows, limit, (of) => of.sizeBytes);

test("counts every repository in its namespace, and names the largest", () => {
  const rows = [row("team/api", 50), row("base", 40), row("team/web/ui", 30), row("team/new", null)];
  expect(bySize(rows, 2)).toEqual([
    { name: "team", repositories: 3, sizeBytes: 80, uniqueSizeBytes: 40, largest: [rows[0]] },
    { name: "", repositories: 1, sizeBytes: 40, uniqueSizeBytes: 20, largest: [rows[1]] },
  ]);
});

test("of many namespaces the smallest are one, without a name", () => {
  const rows = Array.from({ length: 100 }, (_, at) => row(`area-${at}/app`, 1_000 - at));
  const groups = bySize(rows, 100);
  expect(groups).toHaveLength(61);
  expect(groups.at(-1)).toMatchObject({ name: null, repositories: 40, largest: [] });
  expect(groups.reduce((sum, group) => sum + group.sizeBytes, 0)).toBe(
    rows.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0),
  );
});
