import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { pruneEvents } from "./prune-events";
import type { RegistryEventTables } from "./registry-event-store";

const dayMs = 24 * 60 * 60_000;
const never = new AbortController().signal;

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestConsole([aRegistryConfig("http://127.0.0.1:9")]);
});
afterEach(() => close());

const db = () => database<RegistryEventTables>();

async function arrive(registry: string, daysAgo: number[]): Promise<void> {
  const nothing = { tag: null, digest: null, media_type: null, method: null, actor: null };
  const rest = { ...nothing, user_agent: null, address: null, request_id: null, action: "pull", repository: "app" };
  for (const days of daysAgo) {
    const at = Date.now() - days * dayMs;
    await db()
      .insertInto("registry_event")
      .values({ ...rest, registry, id: `${days}`, received_at: at, at })
      .execute();
  }
}

async function keptOf(registry: string): Promise<number[]> {
  const rows = await db().selectFrom("registry_event").select("id").where("registry", "=", registry).execute();
  return rows.map((row) => Number(row.id)).sort((a, b) => a - b);
}

test("events that are too old go, in steps, also those of a registry that is configured no more", async () => {
  await arrive("local", [1, 2, 91, 92, 93, 94, 95]);
  await arrive("gone", [3, 200]);
  await pruneEvents({ days: 90, most: 100, step: 2 }, never);
  expect([await keptOf("local"), await keptOf("gone")]).toEqual([[1, 2], [3]]);
});

test("of too many the oldest go, of each registry on its own", async () => {
  await arrive("local", [1, 2, 3, 4, 5]);
  await arrive("other", [6, 7]);
  await pruneEvents({ days: 90, most: 3, step: 1 }, never);
  expect([await keptOf("local"), await keptOf("other")]).toEqual([
    [1, 2, 3],
    [6, 7],
  ]);
});
