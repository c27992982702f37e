import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { getImage } from "@/lib/images/get-image";
import { addTagFacts, mostFactsOfTag } from "@/lib/registry-index/facts/tag-fact-store";
import { findRepository, removeRepository } from "@/lib/registry-index/tags/repository-store";
import { anImage } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { anEvent, notify, testSecret } from "@/lib/testing/notifications";
import { viewer } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listTagHistory } from "./list-tag-history";

afterEach(closeIndexingConsole);

const open = () => openIndexingConsole({}, { config: { notificationSecret: testSecret } });
const outline = async (tag: string) =>
  (await listTagHistory(viewer, "local", "app", tag, { limit: 50 })).items
    .toReversed()
    .map(({ from, to, source, by }) => [from, to, source, by]);

test("a delete of what a tag named before it was pushed again is no delete of the tag", async () => {
  const registry = await open();
  const [first, second] = [anImage(), anImage()];
  registry.push("app", "latest", first);
  await untilSwept();
  registry.push("app", "latest", second);
  await notify({
    events: [
      anEvent({ target: { tag: "latest", digest: second.digest }, actor: { name: "ci" } }),
      anEvent({ action: "delete", target: { tag: undefined, digest: first.digest }, actor: { name: "cleaner" } }),
    ],
  });
  expect(await outline("latest")).toEqual([[first.digest, second.digest, "push", "ci"]]);
});

test("a tag that named nothing and was repaired has moved once, at the look that found it", async () => {
  const registry = await open();
  const [first, second] = [anImage(), anImage()];
  registry.push("app", "latest", first);
  await untilSwept();
  registry.store.repository("app").manifests.delete(first.digest);
  await sweepAgain();
  registry.push("app", "latest", second);
  await sweepAgain();
  const times = async () =>
    (await listTagHistory(viewer, "local", "app", "latest", { limit: 50 })).items.map(({ at }) => at);
  const before = await times();
  await sweepAgain();
  expect(await times()).toEqual(before);
  expect((await outline("latest")).at(-1)?.[1]).toBe(second.digest);
});

test("the tags of a repository that is gone have their end in their history", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "latest", image);
  await untilSwept();
  await removeRepository((await findRepository("local", "app"))?.id ?? 0, Date.now());
  expect(await outline("latest")).toEqual([[image.digest, null, "look", null]]);
});

test("what a page showed before any sweep named it is known", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  await untilSwept();
  const [first, second] = [anImage(), anImage()];
  registry.push("app", "latest", first);
  await getImage(viewer, "local", "app", "latest");
  const read = async () => (await listTagHistory(viewer, "local", "app", "latest", { limit: 50 })).digest;
  await until(async () => expect(await read()).toBe(first.digest));
  registry.push("app", "latest", second);
  await sweepAgain();
  expect(await outline("latest")).toEqual([[first.digest, second.digest, "look", null]]);
});

test("where older moves were let go of, moves are known since the oldest that is left", async () => {
  const registry = await open();
  registry.push("app", "latest", anImage());
  await untilSwept();
  const digests = [anImage().digest, anImage().digest];
  const first = Date.now();
  const pushAt = (minute: number) => ({
    registry: "local",
    repository: "app",
    tag: "latest",
    at: first + minute * 60_000,
    source: "push" as const,
    digest: digests[minute % 2] as string,
  });
  const facts = Array.from({ length: mostFactsOfTag + 5 }, (_, minute) => pushAt(minute));
  await addTagFacts(database(), facts);
  const { knownSince } = await listTagHistory(viewer, "local", "app", "latest", { limit: 1 });
  expect(Date.parse(knownSince ?? "")).toBe(first + 5 * 60_000);
});
