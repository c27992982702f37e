import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lookAtRepository } from "@/lib/catalog/looks/look-at-repository";
import { type PolicyRun, policySpecSchema } from "@/lib/contract/policies";
import { isPostgres } from "@/lib/db/database";
import { makeFinal } from "@/lib/deletion/undo/make-final";
import { leaseOwner } from "@/lib/jobs/lease-owner";
import { findFreeLease } from "@/lib/jobs/lease-store";
import { addProtection } from "@/lib/protection/protections";
import { codeOf, tagsOf } from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin, viewer } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listRunDeletions } from "./list-run-deletions";
import {
  deletePolicy,
  getPolicy,
  getPolicyRun,
  listPolicies,
  listPolicyRuns,
  putPolicy,
  restorePolicyRun,
  startPolicyRun,
} from "./policies";
import { insertPolicyRun, updatePolicyRun } from "./policy-run-store";
import { previewPolicy } from "./preview-policy";
import { runDuePolicies } from "./run-due-policies";
import { recoverPolicyRuns, waitForPolicyRun } from "./run-policy";

let registry: FakeRegistry;

beforeEach(async () => {
  registry = await openIndexingConsole({ family: "distribution-3.1" });
  for (const tag of ["1.4.0", "1.4.1", "1.4.2", "1.5.0", "latest"]) registry.push("app", tag, anImage());
  for (const tag of ["1.0.0", "2.0.0"]) registry.push("other", tag, anImage());
  await untilSwept();
});
afterEach(closeIndexingConsole);

const spec = (changes: object = {}) =>
  policySpecSchema.parse({
    name: "Old releases",
    registry: "local",
    repositories: { include: ["app"] },
    keep: { newest: [{ count: 1, by: "semver", per: "minor" }] },
    ...changes,
  });

async function run(id: string, preview: string) {
  const started = await startPolicyRun(admin, id, preview);
  await waitForPolicyRun(started.id);
  return (await listPolicyRuns(admin, { limit: 1 })).items[0];
}

test("a run that the registry doesn't let begin says why, as any delete does", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, (await getPolicy(admin, id)).spec, id);
  registry.options.readOnly = true;
  expect(await run(id, preview.id)).toMatchObject({
    state: "failed",
    problem: { type: "/problems/registry-read-only" },
  });
});

test("a run tells what became of each repository, page by page", async () => {
  for (const tag of ["2.0.1", "2.0.2"]) registry.push("other", tag, anImage());
  await sweepAgain();
  const { id } = await putPolicy(admin, spec({ repositories: { include: ["**"] } }));
  const preview = await previewPolicy(admin, (await getPolicy(admin, id)).spec, id);
  const ended = (await run(id, preview.id)) as PolicyRun;
  expect(await getPolicyRun(viewer, ended.id)).toEqual(ended);
  const first = await listRunDeletions(viewer, ended.id, { limit: 1 });
  const second = await listRunDeletions(viewer, ended.id, { limit: 1, cursor: first.nextCursor ?? "" });
  expect([first.total, second.nextCursor]).toEqual([2, null]);
  const told = [...first.items, ...second.items].map(({ repository, tags, state }) => [repository, tags, state]);
  expect(told.toSorted()).toEqual([
    ["app", 2, "done"],
    ["other", 2, "done"],
  ]);
  expect(await codeOf(getPolicyRun(null, ended.id))).toBe("unauthenticated");
  expect(await codeOf(getPolicyRun(admin, "11111111-1111-4111-8111-111111111111"))).toBe("not-found");
});

test("a run deletes what its preview showed, with the reasons, and is undone as a whole", async () => {
  const { id } = await putPolicy(admin, spec({ repositories: { include: ["**"] } }));
  const preview = await previewPolicy(admin, (await getPolicy(admin, id)).spec, id);
  expect(preview.verdicts.filter(({ verdict }) => verdict === "delete")).toEqual([
    expect.objectContaining({ repository: "app", tag: "1.4.0", because: "not the newest of 1.4.x" }),
    expect.objectContaining({ repository: "app", tag: "1.4.1", because: "not the newest of 1.4.x" }),
  ]);
  expect([preview.tags, preview.keeps, preview.deletes, preview.problem]).toEqual([7, 5, 2, null]);
  const before = registry.store.outline();
  const done = await run(id, preview.id);
  expect(done).toMatchObject({ state: "done", deletes: 2, problem: null, undo: "possible" });
  expect(tagsOf(registry)).toEqual(["1.4.2", "1.5.0", "latest"]);
  await restorePolicyRun(admin, done?.id ?? "");
  await until(() => expect(tagsOf(registry)).toEqual(Object.keys(before.app?.tags ?? {}).sort()));
  await until(async () => expect((await listPolicyRuns(admin, { limit: 1 })).items[0]?.undo).toBe("undone"));
  expect(await codeOf(restorePolicyRun(admin, done?.id ?? ""))).toBe("conflict");
});

test("a run of which a tag can't be put back is undone in part", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, spec(), id);
  const done = await run(id, preview.id);
  registry.push("app", "1.4.0", anImage());
  await restorePolicyRun(admin, done?.id ?? "");
  await until(async () => expect((await listPolicyRuns(admin, { limit: 1 })).items[0]?.undo).toBe("partly"));
});

test("of a run whose images a collection has taken it is said that it can't be undone", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, spec(), id);
  expect((await run(id, preview.id))?.undo).toBe("possible");
  await makeFinal("local", "run-1", () => true);
  expect((await listPolicyRuns(admin, { limit: 1 })).items[0]?.undo).toBe("final");
});

test("a preview says what is different from the last one", async () => {
  const { id } = await putPolicy(admin, spec());
  await previewPolicy(admin, spec(), id);
  const other = await previewPolicy(admin, spec({ keep: { newest: [{ count: 1 }] }, mostPercent: 100 }), id);
  expect(other.verdicts.filter(({ change }) => change !== null).map(({ tag, change }) => [tag, change])).toEqual([
    ["1.4.2", "now-deleted"],
  ]);
});

test("what was pushed after the preview is not deleted, though the rules would take it", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, spec(), id);
  registry.push("app", "1.4.1-late", anImage());
  await run(id, preview.id);
  expect(tagsOf(registry)).toEqual(["1.4.1-late", "1.4.2", "1.5.0", "latest"]);
});

test.each(["the index has seen it", "the index has not"])(
  "what was moved after the preview stays: %s",
  async (seen) => {
    const { id } = await putPolicy(admin, spec());
    const preview = await previewPolicy(admin, spec(), id);
    registry.push("app", "1.4.1", anImage());
    if (seen === "the index has seen it") await sweepAgain();
    await run(id, preview.id);
    expect(tagsOf(registry)).toEqual(["1.4.1", "1.4.2", "1.5.0", "latest"]);
  },
);

test("nothing is run that was not previewed, or with other rules", async () => {
  const { id } = await putPolicy(admin, spec());
  const { id: preview } = await previewPolicy(admin, spec(), id);
  await putPolicy(admin, spec({ keep: { newest: [{ count: 2 }] } }), id);
  expect(await codeOf(startPolicyRun(admin, id, preview))).toBe("conflict");
  expect(await codeOf(startPolicyRun(admin, id, "unknown"))).toBe("conflict");
  expect(tagsOf(registry)).toHaveLength(5);
});

test("a policy that would take too much of a repository takes nothing", async () => {
  const rules = spec({ keep: { matching: { globs: ["latest"] } } });
  const { id } = await putPolicy(admin, rules);
  const preview = await previewPolicy(admin, rules, id);
  expect(preview.problem).toMatchObject({ type: "/problems/policy-guard", detail: expect.stringContaining("80 %") });
  expect(await run(id, preview.id)).toMatchObject({ state: "stopped", deletes: 0 });
  expect(tagsOf(registry)).toHaveLength(5);
});

test("nothing is deleted while the reading of the registry is not complete and clean", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, spec(), id);
  registry.options.intercept = ({ path }) => (path.includes("/tags/list") ? { status: 500, body: "no" } : undefined);
  await lookAtRepository("local", "app", 5_000).catch(() => undefined);
  const ended = await run(id, preview.id);
  expect(ended).toMatchObject({ state: "stopped", problem: { type: "/problems/reading-incomplete" } });
  expect(tagsOf(registry)).toHaveLength(5);
});

test("protected tags are kept by every policy, and said to be", async () => {
  await addProtection(admin, { registry: "local", repositories: "app", tags: "1.4.0" });
  const preview = await previewPolicy(admin, spec());
  expect(preview.verdicts.find(({ tag }) => tag === "1.4.0")).toMatchObject({
    verdict: "keep",
    because: "protected (1.4.0)",
  });
});

test("at its time a policy runs once, and first makes a preview", async () => {
  const scheduled = spec({ schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin" }, enabled: true });
  const { id, nextRuns } = await putPolicy(admin, scheduled);
  const [first = "", second = ""] = nextRuns;
  const due = (text: string) => Date.parse(text) + 1_000;
  await runDuePolicies(due(first) - 2_000);
  expect((await listPolicyRuns(admin, { limit: 5 })).items).toEqual([]);
  await Promise.all([runDuePolicies(due(first)), runDuePolicies(due(first))]);
  const [preview] = (await listPolicyRuns(admin, { limit: 5 })).items;
  expect(preview).toMatchObject({ policy: id, state: "stopped", startedBy: "system" });
  expect([preview?.problem?.detail.includes("2 tags would have gone"), tagsOf(registry).length]).toEqual([true, 5]);
  await runDuePolicies(due(second));
  const { items } = await listPolicyRuns(admin, { limit: 5 });
  await waitForPolicyRun(items[0]?.id ?? "");
  expect([items.length, tagsOf(registry)]).toEqual([2, ["1.4.2", "1.5.0", "latest"]]);
});

test("a run whose console is gone is closed, also where that ran elsewhere; one that goes on is not", async () => {
  const policy = { policy_id: "p", policy_name: "p", registry: "local", started_by: "system" };
  const [gone, going] = [await insertPolicyRun(policy), await insertPolicyRun(policy)];
  for (const { id } of [gone, going]) await updatePolicyRun(id, { owner: "elsewhere/1/1" });
  await findFreeLease(`policy-run:${going.id}`, isPostgres() ? "elsewhere/1/1" : leaseOwner(), 60_000);
  await recoverPolicyRuns();
  expect((await getPolicyRun(viewer, gone.id)).problem?.type).toBe("/problems/run-interrupted");
  expect((await getPolicyRun(viewer, going.id)).state).toBe("running");
});

test("schedules are in their time zone, also over the change of the clock", async () => {
  vi.useFakeTimers({ now: Date.parse("2027-03-27T12:00:00Z"), toFake: ["Date"] });
  const { nextRuns } = await putPolicy(
    admin,
    spec({ schedule: { cron: "0 4 * * *", timeZone: "Europe/Berlin" }, enabled: true }),
  );
  vi.useRealTimers();
  expect(nextRuns.slice(0, 2)).toEqual(["2027-03-28T02:00:00.000Z", "2027-03-29T02:00:00.000Z"]);
});

test.each([
  [{ schedule: { cron: "99 * * * *" } }],
  [{ schedule: { cron: "* * * * * *" } }],
  [{ schedule: { cron: "0 4 * * *", timeZone: "Mars/Olympus" } }],
  [{ tags: { pattern: "(" } }],
])("%j is not saved", async (changes) => {
  expect(await codeOf(putPolicy(admin, spec(changes)))).toBe("invalid-request");
  expect((await listPolicies(admin)).items).toEqual([]);
});

test("a viewer reads policies and changes none", async () => {
  const { id } = await putPolicy(admin, spec());
  const preview = await previewPolicy(admin, spec(), id);
  expect((await listPolicies(viewer)).items).toHaveLength(1);
  const attempts = [
    putPolicy(viewer, spec()),
    previewPolicy(viewer, spec()),
    startPolicyRun(viewer, id, preview.id),
    deletePolicy(viewer, id),
  ];
  expect(new Set(await Promise.all(attempts.map(codeOf)))).toEqual(new Set(["forbidden"]));
});
