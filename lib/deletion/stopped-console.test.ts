import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRequest } from "@/lib/testing/fake-registry/exchange";
import { planToDelete } from "@/lib/testing/planned-deletion";
import { openSeparateConsole, type SeparateConsole } from "@/lib/testing/separate-console";
import { admin } from "@/lib/testing/test-console";
import { enqueue } from "./journal/transitions";
import { listDeletionItems } from "./list-deletions";
import { wantRestored } from "./undo/restore-store";

// Stops a console when the registry has prepared an answer but not sent it yet, pushes something, and lets the console
// continue: the answer is then outdated, and no push may be lost because of it. `STOPS=100` is for the night.
const stops = Number(process.env.STOPS ?? 3);
// What a console has seen is valid for two seconds.
const stoppedMs = 2_500;

let console: SeparateConsole;
afterEach(() => console.close());

async function stop(child: ChildProcess): Promise<void> {
  child.kill("SIGSTOP");
  while (!/\) T /.test(readFileSync(`/proc/${child.pid}/stat`, "utf8"))) await wait(1);
  void wait(stoppedMs).then(() => child.kill("SIGCONT"));
}

const referenceOf = ({ path }: FakeRequest) => /\/manifests\/([^/]+)$/.exec(path)?.[1] ?? null;

/** Pushes to what was just looked at: something else to the tag, or another tag to the manifest. */
function pushMeanwhile(request: FakeRequest, going: FakeManifest[]): [tag: string, digest: string] {
  const { registry } = console;
  const reference = referenceOf(request) ?? "";
  const { manifests } = registry.store.repository("app");
  const planned = going.find(({ digest }) => manifests.has(digest)) ?? anImage();
  if (reference.startsWith("sha256:") && !manifests.has(reference))
    return ["late", registry.push("app", "late", anImage())];
  if (reference.startsWith("sha256:")) {
    registry.store.repository("app").tags.set("late", reference);
    return ["late", reference];
  }
  const isGoing = reference.startsWith("old-");
  const tag = reference === "" ? "late" : reference;
  return [tag, registry.push("app", tag, isGoing ? anImage() : planned)];
}

/** Lets a console work, and stops it at look number `stopAt`; returns how many looks there were. */
async function workOn(deletion: string, going: FakeManifest[], stopAt: number): Promise<number> {
  const { registry } = console;
  let looks = 0;
  let pushed: [string, string] | null = null;
  const child = await console.start(deletion);
  registry.options.hold = async (request) => {
    const { method, path } = request;
    if ((method !== "GET" && method !== "HEAD") || !/\/manifests\/|\/tags\/list/.test(path)) return;
    if (/0{64}$|shipshape-probe/.test(path) || looks++ !== stopAt) return;
    await stop(child);
    pushed = pushMeanwhile(request, going);
  };
  await once(child, "exit");
  delete registry.options.hold;
  const [tag, digest] = pushed ?? [];
  if (tag !== undefined) {
    expect([stopAt, tag, registry.store.find("app", tag)?.digest]).toEqual([stopAt, tag, digest]);
    for (const child of childrenOf(tag)) expect([stopAt, tag, registry.store.find("app", child)]).not.toContain(null);
    registry.store.repository("app").tags.delete("late");
  }
  return looks;
}

function childrenOf(tag: string): string[] {
  const { bytes } = console.registry.store.find("app", tag) ?? {};
  const { manifests = [] } = JSON.parse(String(bytes)) as { manifests?: { digest: string }[] };
  return manifests.map(({ digest }) => digest);
}

function fill(): FakeManifest[] {
  const { registry } = console;
  const shared = anImage();
  const going = [anIndex([anImage(), anImage()]), anImage(), anImage()];
  for (const tag of ["stays", "old-1", "old-2"]) registry.push("app", tag, shared);
  for (const [at, manifest] of going.entries()) registry.push("app", `old-${at + 3}`, manifest);
  return going;
}

async function round(stopAt: { deleting: number; restoring: number }) {
  const going = fill();
  const plan = await planToDelete({ tags: [1, 2, 3, 4, 5].map((at) => `old-${at}`) });
  await enqueue(plan.id);
  const deleting = await workOn(plan.id, going, stopAt.deleting);
  const { items } = await listDeletionItems(admin, plan.id, { limit: 100 });
  await wantRestored(
    plan.id,
    items.map(({ at }) => at),
    "ada",
  );
  const restoring = await workOn(plan.id, going, stopAt.restoring);
  return { deleting, restoring };
}

test.each(["distribution-2.8", "distribution-3.1"] as const)(
  "on %s a console that was stopped loses no push that came meanwhile",
  async (family) => {
    console = await openSeparateConsole({ family });
    const looks = await round({ deleting: -1, restoring: -1 });
    const anyOf = (count: number) => Math.floor(Math.random() * count);
    for (let done = 0; done < stops; done++)
      await round({ deleting: anyOf(looks.deleting), restoring: anyOf(looks.restoring) });
  },
);
