import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { type FamilyName, families } from "@/lib/testing/fake-registry/families";
import { faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";
import { listTags } from "./list-tags";

const json = (body: unknown) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

describe("lists every tag", () => {
  test.each(Object.keys(families) as FamilyName[])("%s", async (family) => {
    const { registry, connection } = await connectToFake({ family });
    const image = anImage();
    const tags = Array.from({ length: 1500 }, (_, at) => `v${at}`);
    for (const tag of tags) registry.push("team/app", tag, image);
    const list = await listTags(connection, "team/app");
    expect(list.tags.toSorted()).toEqual(tags.toSorted());
    expect(list).toMatchObject({ truncated: false, refused: 0 });
  });
});

describe("a repository without tags is an empty list", () => {
  test.each(Object.keys(families) as FamilyName[])("%s", async (family) => {
    const { registry, connection } = await connectToFake({ family });
    registry.store.repository("team/app");
    expect((await listTags(connection, "team/app")).tags).toEqual([]);
  });
});

test("a list too large for one answer is read in pages, up to the empty last one of 3.1", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-3.1" });
  const image = anImage();
  const tags = Array.from({ length: 40_000 }, (_, at) => `v${at}`.padEnd(120, "x"));
  const stored = registry.store.repository("app").tags;
  for (const tag of tags) stored.set(tag, image.digest);
  expect((await listTags(connection, "app")).tags).toHaveLength(40_000);
});

test("a list too large for one answer, of a registry that knows no pages, is an error", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-2.8" });
  const stored = registry.store.repository("app").tags;
  for (let at = 0; at < 40_000; at++) stored.set(`v${at}`.padEnd(120, "x"), "sha256:any");
  await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-bad-response" });
});

test("however the tags are cut into pages, the list is the same", async () => {
  const { registry, connection } = await connectToFake();
  const tags = fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,5}$/), { maxLength: 40 });
  const cuts = fc.array(fc.nat({ max: 5 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(tags, cuts, async (all, sizes) => {
      const pages = sizes.map((size) => all.splice(0, size)).concat([all]);
      const expected = pages.flat();
      registry.options.intercept = ({ query }) => {
        const at = Number(query.get("last") ?? 0);
        const link = at < pages.length - 1 ? `</v2/app/tags/list?last=${at + 1}>; rel="next"` : undefined;
        const body = JSON.stringify({ name: "app", tags: pages[at]?.length ? pages[at] : null });
        return { headers: { "content-type": "application/json", link }, body };
      };
      expect((await listTags(connection, "app")).tags).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test("an unknown repository is said to be unknown", async () => {
  const { connection } = await connectToFake();
  await expect(listTags(connection, "no/such")).rejects.toMatchObject({ code: "repository-not-found" });
});

test("a 404 of something that is no registry is no unknown repository", async () => {
  const page = { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found\n" };
  const { connection } = await connectToFake({ intercept: faultAt("GET /v2/", page) });
  await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-bad-response" });
});

test("a web page is an error, never an empty list", async () => {
  const { connection } = await connectToFake({ intercept: faultAt("GET /v2/app/tags/list", htmlPage) });
  await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-bad-response" });
});

test("a list is never taken from another server, as nothing proves that it is the registry's", async () => {
  const elsewhere = await startFakeRegistry({ intercept: () => json({ tags: ["v1"] }) });
  const moved = { status: 301, headers: { location: `${elsewhere.url}/v2/app/tags/list` } };
  const { connection } = await connectToFake({ intercept: faultAt("GET /v2/app/tags/list", moved) });
  const error = { code: "registry-bad-response", detail: expect.stringContaining(elsewhere.url) };
  await expect(listTags(connection, "app")).rejects.toMatchObject(error);
  expect(elsewhere.requests).toHaveLength(0);
  await elsewhere.close();
});

test("tags that break the grammar are left out and counted, and each tag comes once", async () => {
  const tags = ["v1", "v1", "-v2", "a b", "../x", "x".repeat(129), "<b>"];
  const { connection } = await connectToFake({
    intercept: faultAt("GET /v2/app/tags/list", json({ name: "app", tags })),
  });
  expect(await listTags(connection, "app")).toEqual({ tags: ["v1"], truncated: false, refused: 5 });
});

test.each(["Team/App", "../etc", "a//b", "a%2fb", "app/", "a b", "app?x=1", "app#x", ""])(
  "the name %j never enters a URL",
  async (name) => {
    const { registry, connection } = await connectToFake();
    await expect(listTags(connection, name)).rejects.toMatchObject({ code: "invalid-request" });
    expect(registry.requests).toHaveLength(0);
  },
);
