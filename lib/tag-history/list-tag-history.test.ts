import { afterEach, describe, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { getImage } from "@/lib/images/get-image";
import type { TagFactTables } from "@/lib/registry-index/facts/tag-fact-store";
import { findRepository, removeRepository } from "@/lib/registry-index/tags/repository-store";
import { codeOf } from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { anEvent, notify, testSecret } from "@/lib/testing/notifications";
import { restorePlanned } from "@/lib/testing/planned-deletion";
import { admin, viewer } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listTagHistory } from "./list-tag-history";

afterEach(closeIndexingConsole);

const open = () => openIndexingConsole({}, { config: { notificationSecret: testSecret } });
const historyOf = (tag: string) => listTagHistory(viewer, "local", "app", tag, { limit: 50 });
const countFacts = async () => (await database<TagFactTables>().selectFrom("tag_fact").select("id").execute()).length;

/** Returns the moves, oldest first, without their times. */
const outline = async (tag: string) =>
  (await historyOf(tag)).items.toReversed().map(({ from, to, source, by }) => [from, to, source, by]);

test("what is there at the first look has not moved, and is known from then on", async () => {
  const registry = await open();
  const startedAt = new Date().toISOString();
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  await untilSwept();
  const { items, total, digest, knownSince, freshness } = await historyOf("latest");
  expect([items, total, digest]).toEqual([[], 0, image.digest]);
  expect([knownSince, freshness.checkedAt].every((time) => (time ?? "") >= startedAt)).toBe(true);
  expect(await countFacts()).toBe(0);
});

describe("without notifications", () => {
  test("a move is between two looks, and nobody is said to have made it", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    await untilSwept();
    const before = Date.now();
    registry.push("app", "latest", second);
    await sweepAgain();
    const { items, digest } = await historyOf("latest");
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      from: first.digest,
      fromKnown: true,
      to: second.digest,
      source: "look",
      by: null,
    });
    expect(Date.parse(items[0]?.since ?? "")).toBeLessThanOrEqual(before);
    expect(Date.parse(items[0]?.at ?? "")).toBeGreaterThanOrEqual(before);
    expect(digest).toBe(second.digest);
    await sweepAgain();
    expect((await historyOf("latest")).items).toEqual(items);
  });

  test("one that went and came back is known by both, also after its repository was gone", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    registry.push("app", "other", anImage());
    await untilSwept();
    registry.store.repository("app").tags.delete("latest");
    await sweepAgain();
    expect(await outline("latest")).toEqual([[first.digest, null, "look", null]]);
    expect((await historyOf("latest")).digest).toBe(null);
    await removeRepository((await findRepository("local", "app"))?.id as number, Date.now());
    registry.push("app", "latest", second);
    await sweepAgain();
    expect(await outline("latest")).toEqual([
      [first.digest, null, "look", null],
      [null, second.digest, "look", null],
    ]);
  });

  test("a registry that fails for a while has moved nothing", async () => {
    const registry = await open();
    registry.push("app", "latest", anImage());
    await untilSwept();
    registry.options.intercept = ({ path }) =>
      path.endsWith("/manifests/latest") ? { status: 500, headers: {}, body: "" } : undefined;
    await sweepAgain();
    delete registry.options.intercept;
    await sweepAgain();
    expect(await outline("latest")).toEqual([]);
  });
});

describe("with notifications", () => {
  const pushed = (digest: string, { by = "", tag = "latest", at = Date.now() } = {}) =>
    notify({
      events: [
        anEvent({
          timestamp: new Date(at).toISOString(),
          target: { tag, digest },
          actor: by ? { name: by } : {},
          request: { useragent: "docker/28.1" },
        }),
      ],
    });
  const untilNamed = (digest: string) => until(async () => expect((await historyOf("latest")).digest).toBe(digest));

  test("a move has the time, the account and the program, once", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    await untilSwept();
    registry.push("app", "latest", second);
    const at = Date.now() - 1_000;
    await pushed(second.digest, { by: "ci", at });
    await untilNamed(second.digest);
    await sweepAgain();
    const images = { from: first.digest, fromKnown: true, to: second.digest };
    const who = { source: "push", by: "ci", client: "docker/28.1", address: null, deletion: null };
    expect((await historyOf("latest")).items).toEqual([
      { at: new Date(at).toISOString(), since: null, ...images, ...who },
    ]);
  });

  test("there and back by two people is two moves; where nobody signed in, the address is what is known", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    await untilSwept();
    registry.push("app", "latest", second);
    await pushed(second.digest, { by: "ann" });
    await untilNamed(second.digest);
    registry.push("app", "latest", first);
    await pushed(first.digest);
    await untilNamed(first.digest);
    expect(await outline("latest")).toEqual([
      [first.digest, second.digest, "push", "ann"],
      [second.digest, first.digest, "push", null],
    ]);
    expect((await historyOf("latest")).items[0]?.address).toBe("192.0.2.7");
  });

  test("what is told after it was seen says who it was", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    await untilSwept();
    const at = Date.now();
    registry.push("app", "latest", second);
    await sweepAgain();
    await pushed(second.digest, { by: "ci", at });
    expect(await outline("latest")).toEqual([[first.digest, second.digest, "push", "ci"]]);
  });

  test("a tag that was deleted and is pushed again was there, then not, then there", async () => {
    const registry = await open();
    const [first, second] = [anImage(), anImage()];
    registry.push("app", "latest", first);
    registry.push("app", "other", first);
    await untilSwept();
    registry.store.repository("app").tags.delete("latest");
    await codeOf(getImage(viewer, "local", "app", "latest"));
    await until(async () => expect(await outline("latest")).toHaveLength(1));
    registry.push("app", "latest", second);
    await pushed(second.digest, { by: "ci" });
    await untilNamed(second.digest);
    expect(await outline("latest")).toEqual([
      [first.digest, null, "look", null],
      [null, second.digest, "push", "ci"],
    ]);
  });

  test("the same image pushed again and again is no move, and takes no room", async () => {
    const registry = await open();
    const image = anImage();
    registry.push("app", "latest", image);
    await untilSwept();
    for (const by of ["ann", "bob", "cy"]) await pushed(image.digest, { by });
    expect([await outline("latest"), await countFacts()]).toEqual([[], 1]);
  });

  test("a delete by digest is told of every tag on it", async () => {
    const registry = await open();
    const image = anImage();
    for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
    await untilSwept();
    registry.store.repository("app").tags.clear();
    await notify({
      events: [anEvent({ action: "delete", target: { tag: undefined, digest: image.digest }, actor: { name: "bob" } })],
    });
    for (const tag of ["1.0", "latest"]) expect(await outline(tag)).toEqual([[image.digest, null, "delete", "bob"]]);
  });
});

test("somebody who looks at a tag that has moved has it taken into the history", async () => {
  const registry = await open();
  const [first, second] = [anImage(), anImage()];
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, first);
  await untilSwept();
  registry.push("app", "latest", second);
  registry.store.repository("app").tags.delete("1.0");
  await getImage(viewer, "local", "app", "latest");
  expect(await codeOf(getImage(viewer, "local", "app", "1.0"))).toBe("tag-not-found");
  await until(async () => {
    expect(await outline("latest")).toEqual([[first.digest, second.digest, "look", null]]);
    expect(await outline("1.0")).toEqual([[first.digest, null, "look", null]]);
  });
});

test("what is deleted and put back through the console has the name of who did it", async () => {
  const registry = await open();
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  await untilSwept();
  const id = await deleteTag({ ...admin, username: "bob" }, "local", "app", "latest", image.digest);
  await restorePlanned(id);
  await sweepAgain();
  expect(await outline("latest")).toEqual([
    [image.digest, null, "deletion", "bob"],
    [null, image.digest, "restore", "ada"],
  ]);
  expect((await historyOf("latest")).items.map(({ deletion }) => deletion)).toEqual([id, id]);
  expect(await outline("1.0")).toEqual([]);
});

test("a page is followed by the next", async () => {
  const registry = await open();
  registry.push("app", "latest", anImage());
  await untilSwept();
  for (const _ of [1, 2, 3]) {
    registry.push("app", "latest", anImage());
    await sweepAgain();
  }
  const whole = (await historyOf("latest")).items;
  const page = (cursor?: string) => listTagHistory(viewer, "local", "app", "latest", { limit: 2, cursor });
  const first = await page();
  const rest = await page(first.nextCursor ?? "");
  expect([[...first.items, ...rest.items], first.total, rest.nextCursor]).toEqual([whole, 3, null]);
});

test("a tag that nobody knows is not found, and strangers are told nothing", async () => {
  const registry = await open();
  registry.push("app", "latest", anImage());
  await untilSwept();
  expect(await codeOf(historyOf("never"))).toBe("tag-not-found");
  expect(await codeOf(listTagHistory(null, "local", "app", "latest", { limit: 1 }))).toBe("unauthenticated");
});
