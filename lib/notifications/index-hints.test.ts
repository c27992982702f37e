import { afterEach, expect, test } from "vitest";
import { listTags } from "@/lib/catalog/list-tags";
import { tagQuerySchema } from "@/lib/contract/tags";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { anEvent, notify } from "@/lib/testing/notifications";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { untilSwept } from "@/lib/testing/until-swept";

afterEach(closeIndexingConsole);

const eventually = (assertion: () => Promise<void>) => until(assertion);
const tagsOf = async (repository: string) =>
  (await listTags(admin, "local", repository, tagQuerySchema.parse({ waitMs: 0, order: "asc" }))).items;
const digestsOf = async (repository: string) =>
  Object.fromEntries((await tagsOf(repository)).map(({ tag, digest }) => [tag, digest]));
const lists = (registry: FakeRegistry) => registry.requests.filter(({ path }) => path.endsWith("/tags/list")).length;

async function openSwept(fill: (registry: FakeRegistry) => void): Promise<FakeRegistry> {
  const registry = await openIndexingConsole();
  fill(registry);
  await untilSwept();
  return registry;
}

test("a push to a repository that nobody knew brings all its tags in", async () => {
  const registry = await openSwept(() => undefined);
  const images = [anImage(), anImage()] as const;
  registry.push("app", "1.0", images[0]);
  registry.push("app", "2.0", images[1]);
  await notify({ events: [anEvent({ target: { tag: "2.0" } })] });
  const all = { "1.0": images[0].digest, "2.0": images[1].digest };
  await eventually(async () => expect(await digestsOf("app")).toEqual(all));
});

test("what an event says of a tag is not believed: the registry is asked", async () => {
  const [image, other] = [anImage(), anImage()];
  await openSwept((registry) => registry.push("app", "1.0", image));
  const target = { tag: "1.0", digest: other.digest };
  await notify({ events: [anEvent({ target }), anEvent({ action: "delete", target })] });
  await notify({ events: [anEvent({ target: { tag: "invented" } })] });
  await eventually(async () => expect(await digestsOf("app")).toEqual({ "1.0": image.digest }));
});

test("a delete by digest has every tag on it looked at, also where another console did it", async () => {
  const [image, other] = [anImage(), anImage()];
  const registry = await openSwept((fresh) => {
    for (const tag of ["1.0", "latest"]) fresh.push("app", tag, image);
    fresh.push("app", "2.0", other);
  });
  for (const tag of ["1.0", "latest"]) registry.store.repositories.get("app")?.tags.delete(tag);
  const [target, request] = [
    { tag: "", digest: image.digest },
    { useragent: "shipshape/9.9", method: "DELETE" },
  ];
  await notify({ events: [anEvent({ action: "delete", target, request })] });
  await eventually(async () => expect(await digestsOf("app")).toEqual({ "2.0": other.digest }));
});

test("a hundred pushes cost a look at each tag, and no list", async () => {
  const registry = await openSwept((fresh) => {
    for (const tag of ["1.0", "2.0"]) fresh.push("app", tag, anImage());
  });
  const before = { requests: registry.requests.length, lists: lists(registry) };
  const next = anImage();
  for (const tag of ["1.0", "2.0"]) registry.push("app", tag, next);
  const events = Array.from({ length: 100 }, (_, at) => anEvent({ target: { tag: at % 2 ? "1.0" : "2.0" } }));
  await notify({ events });
  await eventually(async () => expect(await digestsOf("app")).toEqual({ "1.0": next.digest, "2.0": next.digest }));
  expect(lists(registry)).toBe(before.lists);
  expect(registry.requests.length - before.requests).toBeLessThanOrEqual(5);
});

test("a tag that was pulled and is not there any more doesn't stay", async () => {
  const image = anImage();
  await openSwept((registry) => registry.push("app", "1.0", image));
  const pulled = { action: "pull", target: { tag: "old" }, request: { method: "GET" } };
  await notify({ events: [anEvent(pulled)] });
  expect(await digestsOf("app")).toEqual({ "1.0": image.digest, old: null });
  await eventually(async () => expect(await digestsOf("app")).toEqual({ "1.0": image.digest }));
});

test.each([
  ["moves to what was pushed", "1.0"],
  ["that is new is there, with its time", "2.0"],
])("a registry that tells of a push before it writes the tag: the tag %s", async (_what, tag) => {
  const [image, next] = [anImage(), anImage()];
  const registry = await openSwept((fresh) => fresh.push("app", "1.0", image));
  const looks = () => registry.requests.filter(({ path }) => path === `/v2/app/manifests/${tag}`).length;
  const before = looks();
  await notify({ events: [anEvent({ target: { tag, digest: next.digest } })] });
  await eventually(async () => expect(looks()).toBe(before + 1));
  registry.push("app", tag, next);
  await eventually(async () => expect((await digestsOf("app"))[tag]).toBe(next.digest));
  const pushed = (await tagsOf("app")).find((item) => item.tag === tag);
  expect(pushed?.pushedAt).not.toBeNull();
});
