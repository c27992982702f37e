import { afterEach, expect, test } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { findRepository, type RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { untilSwept } from "@/lib/testing/until-swept";
import { findOrphanedReferrers } from "./find-orphaned-referrers";

afterEach(closeIndexingConsole);

const tagOf = ({ digest }: FakeManifest, suffix = ".sig") => `${digest.replace(":", "-")}${suffix}`;
const aSignature = () =>
  anArtifact({ layers: [{ mediaType: "application/vnd.dev.cosign.simplesigning.v1+json", bytes: Buffer.from("{}") }] });

async function open(): Promise<FakeRegistry> {
  return openIndexingConsole({ family: "distribution-2.8" });
}

async function find(budget: { asksLeft?: number; fresh?: boolean } = {}): Promise<string[]> {
  const row = (await findRepository("local", "app")) as RepositoryRow;
  const found = await findOrphanedReferrers(getConnection("local"), row, {
    asksLeft: 100,
    until: Number.POSITIVE_INFINITY,
    unknown: 0,
    ...budget,
  });
  return found.map(({ name }) => name);
}

test("only what belongs to images that the registry says are gone is orphaned", async () => {
  const registry = await open();
  const [tagged, child, untagged, gone] = [anImage(), anImage(), anImage(), anImage()];
  registry.push("app", "1.0", tagged);
  registry.push("app", "multi", anIndex([child]));
  registry.push("app", null, untagged);
  for (const image of [tagged, child, untagged, gone]) registry.push("app", tagOf(image), aSignature());
  registry.push("app", tagOf(gone, ".att"), aSignature());
  registry.push("app", tagOf(gone, ""), anIndex([]));
  await untilSwept();
  expect(await find()).toEqual([tagOf(gone, ""), tagOf(gone, ".att"), tagOf(gone)]);
  const asked = (image: FakeManifest) => registry.countRequests(`GET /v2/app/manifests/${image.digest}`);
  expect([asked(untagged), asked(gone)]).toEqual([1, 1]);
});

test.each([
  ["403", { status: 403 }],
  ["a web page", { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not Found</h1>" }],
])("an image that %s is answered for is not called gone", async (_, answer) => {
  const registry = await open();
  const gone = anImage();
  registry.push("app", tagOf(gone), aSignature());
  await untilSwept();
  registry.options.intercept = ({ path }) => (path.endsWith(`/manifests/${gone.digest}`) ? answer : undefined);
  expect(await find()).toEqual([]);
});

test("without a budget nothing is called gone, and what was proven is remembered until it is to be deleted", async () => {
  const registry = await open();
  const gone = anImage();
  registry.push("app", tagOf(gone), aSignature());
  await untilSwept();
  expect(await find({ asksLeft: 0 })).toEqual([]);
  expect(await find()).toEqual([tagOf(gone)]);
  registry.push("app", null, gone);
  expect(await find({ asksLeft: 0 })).toEqual([tagOf(gone)]);
  expect(await find({ fresh: true })).toEqual([]);
});

test("a registry that doesn't answer is waited for only as long as the budget says", async () => {
  const registry = await open();
  registry.push("app", tagOf(anImage()), aSignature());
  await untilSwept();
  registry.options.intercept = () => new Promise(() => undefined);
  const row = (await findRepository("local", "app")) as RepositoryRow;
  const budget = { asksLeft: 100, until: Date.now() + 50, unknown: 0 };
  expect(await findOrphanedReferrers(getConnection("local"), row, budget)).toEqual([]);
  expect(budget.unknown).toBe(1);
});
