import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { listOpenItems } from "@/lib/testing/cut-off-deletion";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { type Lie, lies, tellLies } from "@/lib/testing/fake-registry/lies";
import { asPlanned, planToDelete } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { takeUp } from "./carrying-out/deletion-runner";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { recoverDeletions } from "./recover-deletions";
import { startDeletion } from "./start-deletion";

afterEach(closeDeletingConsole);

type Family = "distribution-2.8" | "distribution-3.1";
type Choose = (method: string, nth: number) => Lie | undefined;

/**
 * `old` and `older` share a manifest with `kept`. `alone` names an index of its own, and `part` names one of the images
 * in that index. `dangling` names nothing.
 */
async function openRegistry(family: Family): Promise<FakeRegistry> {
  const registry = await openDeletingConsole({ family });
  const [shared, part] = [anImage(), anImage()];
  for (const tag of ["kept", "old", "older"]) registry.push("app", tag, shared);
  registry.push("app", "part", part);
  registry.push("app", "alone", anIndex([part, anImage()]));
  registry.store.repository("app").tags.set("dangling", sha256("gone"));
  return registry;
}

const named = (registry: FakeRegistry) => Object.fromEntries(registry.store.repository("app").tags);

function isWhole(registry: FakeRegistry, tag: string): boolean {
  const found = registry.store.find("app", tag);
  const { manifests = [] } = JSON.parse(String(found?.bytes ?? "{}")) as { manifests?: { digest: string }[] };
  return found !== null && manifests.every(({ digest }) => registry.store.find("app", digest) !== null);
}

const mostLooks = 12;
// A lie that lasts from one step on, or from the next: at night both are tried.
const stride = process.env.LIES ? 1 : 2;

/**
 * Carries out a plan while the registry lies. Afterwards the registry tells the truth, unless `lasting`, and the
 * console looks again as it does each minute.
 */
async function deleteWhileLying(registry: FakeRegistry, choose: Choose, { lasting = false } = {}) {
  const before = named(registry);
  const plan = await planToDelete({ tags: ["old", "older", "alone", "dangling"] });
  let lying = true;
  const { counts, hidden } = tellLies(registry, (method, nth) => (lying ? choose(method, nth) : undefined));
  await startDeletion(admin, plan.id, asPlanned(plan));
  await takeUp(plan.id);
  lying = lasting;
  for (let looks = 0; looks < mostLooks && (await listOpenItems()).length > 0; looks++) await recoverDeletions();
  const { items } = await listDeletionItems(admin, plan.id, { limit: 100 });
  return { before, after: named(registry), plan: await getDeletion(admin, plan.id), items, counts, hidden };
}

type Outcome = Awaited<ReturnType<typeof deleteWhileLying>>;

/** Checks what must hold whatever a registry says. */
function expectNothingLost(registry: FakeRegistry, { before, after, plan, items }: Outcome): void {
  expect([after.kept, after.part]).toEqual([before.kept, before.part]);
  expect(["kept", "part"].filter((tag) => !isWhole(registry, tag))).toEqual([]);
  expect(["done", "paused"]).toContain(plan.state);
  const unfinished = plan.state === "done" ? ["intended", "planned"] : ["intended"];
  expect(items.filter(({ state }) => unfinished.includes(state))).toEqual([]);
  for (const { tag, state } of items)
    if (tag !== null && state === "done") expect([tag, after[tag]]).toEqual([tag, undefined]);
}

/** Checks that no placeholder, and nothing else, is left where an image was. */
function expectNothingLeft(registry: FakeRegistry, { before, after, items, hidden }: Outcome): void {
  for (const { tag, state, detail } of items) {
    if (tag === null) continue;
    // A tag that named nothing has nothing to be put back: if the registry won't remove it, that is reported.
    const isSaid = state === "failed" && detail?.includes("now points to an empty index from the console");
    if (tag === "dangling" && (hidden.has(after[tag] ?? "") || isSaid)) continue;
    expect([tag, [undefined, before[tag]].includes(after[tag])]).toEqual([tag, true]);
    if (after[tag] !== undefined && tag !== "dangling") expect([tag, isWhole(registry, tag)]).toEqual([tag, true]);
  }
}

describe.each<Family>(["distribution-2.8", "distribution-3.1"])("on %s", (family) => {
  const steps = new Map<string, number>();

  test("an honest registry is rid of what was planned", async () => {
    const registry = await openRegistry(family);
    const outcome = await deleteWhileLying(registry, () => undefined);
    expectNothingLost(registry, outcome);
    expect(Object.keys(outcome.after).sort()).toEqual(["kept", "part"]);
    for (const [method, count] of outcome.counts) steps.set(method, count);
  });

  test.each(lies.map((lie) => [lie.method, lie.name, lie] as const))(
    "a %s that is %s, at whatever step, loses nothing and leaves no placeholder",
    async (method, _, lie) => {
      for (let step = 0; step < (steps.get(method) ?? 0); step++) {
        const registry = await openRegistry(family);
        const outcome = await deleteWhileLying(registry, (_method, nth) => (nth === step ? lie : undefined));
        expectNothingLost(registry, outcome);
        expectNothingLeft(registry, outcome);
        await closeDeletingConsole();
      }
    },
  );

  test.each(lies.map((lie) => [lie.method, lie.name, lie] as const))(
    "a %s that is %s from some step on, until the console has given up, loses nothing",
    async (method, _, lie) => {
      for (let step = 0; step < (steps.get(method) ?? 0); step += stride) {
        const registry = await openRegistry(family);
        const outcome = await deleteWhileLying(registry, (_method, nth) => (nth >= step ? lie : undefined));
        expectNothingLost(registry, outcome);
        expectNothingLeft(registry, outcome);
        await closeDeletingConsole();
      }
    },
  );
});

const lieOf = (method: string, name: string) => lies.find((lie) => lie.method === method && lie.name === name) as Lie;

/** Found at night: the registry says that the second delete found nothing, and refuses the look at what is left. */
const calledAbsentAndForbidden = {
  family: "distribution-3.1" as const,
  picks: [
    ...[null, lieOf("DELETE", "not done, and called absent"), null, null, null, null],
    lieOf("GET", "not done: 403 of a firewall"),
  ],
};

/** Found at night: the delete of a tag that named nothing is confirmed and not done, and the list at the end refused. */
const confirmedAndListRefused = {
  family: "distribution-3.1" as const,
  picks: [
    ...[null, lieOf("DELETE", "confirmed, not done"), null, null, null, null],
    lieOf("GET", "not done: 403 of a registry"),
  ],
};

test("however a registry lies, request by request, nothing is lost", async () => {
  const random = fc.record({
    family: fc.constantFrom<Family>("distribution-2.8", "distribution-3.1"),
    picks: fc.array(fc.option(fc.constantFrom(...lies), { freq: 4 }), { maxLength: 30 }),
  });
  await fc.assert(
    fc
      .asyncProperty(random, async ({ family, picks }) => {
        const registry = await openRegistry(family);
        const outcome = await deleteWhileLying(registry, (_method, nth) => picks[nth] ?? undefined);
        expectNothingLost(registry, outcome);
        expectNothingLeft(registry, outcome);
      })
      .afterEach(closeDeletingConsole),
    { numRuns: Number(process.env.LIES ?? 25), examples: [[calledAbsentAndForbidden], [confirmedAndListRefused]] },
  );
});
