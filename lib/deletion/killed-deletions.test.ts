import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { isPostgres } from "@/lib/db/database";
import { listOpenItems } from "@/lib/testing/cut-off-deletion";
import { tagsOf } from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { planToDelete } from "@/lib/testing/planned-deletion";
import { openSeparateConsole, type SeparateConsole } from "@/lib/testing/separate-console";
import { admin } from "@/lib/testing/test-console";
import { enqueue } from "./journal/transitions";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { wantRestored } from "./undo/restore-store";

// Kills a console at random moments of deletions and of undoing them; the result at the end must be what was planned.
// `KILLS=1000` is for the night.
const kills = Number(process.env.KILLS ?? (isPostgres() ? 4 : 15));
// A deletion takes about 250 requests, and undoing it 350. Counting them gives the same moments on a busy machine.
const mostRequests = 400;
const longestPauseMs = 4;

let console: SeparateConsole;
let registry: FakeRegistry;

afterEach(() => console.close());

/** Lets a console live for so many requests to the registry and a moment; returns whether it finished its work. */
async function live(deletion: string, requests: number): Promise<boolean> {
  const child = await console.start(deletion);
  const exited = once(child, "exit");
  let left = requests;
  registry.options.hold = async () => {
    if (left-- > 0) return;
    await wait(Math.random() * longestPauseMs);
    child.kill("SIGKILL");
  };
  const [code] = await exited;
  delete registry.options.hold;
  return code === 0;
}

/** Kills one console after another until one finishes; returns how many were killed. */
async function liveOn(deletion: string): Promise<number> {
  for (let killed = 0; ; killed++) if (await live(deletion, Math.floor(Math.random() * mostRequests))) return killed;
}

function fill(round: number): string[] {
  const going: string[] = [];
  const push = (tag: string, manifest: Parameters<FakeRegistry["push"]>[2]) => {
    registry.push("app", `${round}-${tag}`, manifest);
    going.push(`${round}-${tag}`);
  };
  const shared = anImage();
  registry.push("app", `stays-${round}`, shared);
  for (let at = 0; at < 40; at++) push(`pr-${at}`, at % 5 === 0 ? shared : anImage());
  const platforms = [anImage(), anImage()];
  push("multi", anIndex(platforms));
  registry.push(
    "app",
    `${platforms[0]?.digest.replace(":", "-")}.sig`,
    anArtifact({ annotations: { round: `${round}` } }),
  );
  return going;
}

test.each(["distribution-2.8", "distribution-3.1"] as const)(
  "on %s a console that is killed again and again loses nothing, repeats nothing and forgets nothing",
  async (family) => {
    console = await openSeparateConsole({ family, latencyMs: 2 });
    registry = console.registry;
    let killed = 0;
    for (let round = 0; killed < kills; round++) {
      const tags = fill(round);
      const before = registry.store.outline();
      const plan = await planToDelete({ tags, withReferrers: true });
      await enqueue(plan.id);
      killed += await liveOn(plan.id);

      const { items } = await listDeletionItems(admin, plan.id, { limit: 500 });
      expect([(await getDeletion(admin, plan.id)).state, await listOpenItems()]).toEqual(["done", []]);
      expect(items.filter(({ state }) => state !== "done")).toEqual([]);
      expect(tagsOf(registry).filter((tag) => !tag.startsWith("stays-"))).toEqual([]);
      const planned = new Set(items.flatMap(({ tag, digest }) => (tag === null ? digest : [])));
      const { manifests } = registry.store.outline().app ?? { manifests: [] };
      expect(before.app?.manifests.filter((digest) => !planned.has(digest)).sort()).toEqual([...manifests].sort());

      const all = items.map(({ at }) => at);
      await wantRestored(plan.id, all, "ada");
      killed += await liveOn(plan.id);
      expect(sorted(registry.store.outline())).toEqual(sorted(before));
      expect((await getDeletion(admin, plan.id)).counts.restored).toBe(all.length);
      for (const tag of tags) registry.store.repository("app").tags.delete(tag);
      for (const tag of tagsOf(registry)) if (tag.endsWith(".sig")) registry.store.repository("app").tags.delete(tag);
    }
  },
);

const sorted = (outline: ReturnType<FakeRegistry["store"]["outline"]>) => ({
  tags: Object.entries(outline.app?.tags ?? {}).sort(),
  manifests: [...(outline.app?.manifests ?? [])].sort(),
});
