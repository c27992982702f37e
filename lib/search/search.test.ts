import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { forgetLabels } from "@/lib/catalog/known-labels";
import { usesOf } from "@/lib/catalog/label-uses";
import { recordTagGone } from "@/lib/catalog/record-tag-gone";
import type { SearchTables } from "@/lib/catalog/search-tables";
import { type SearchHit, searchAnswerSchema, searchQuerySchema } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { search } from "./search";
import { searchMigrations } from "./search-migrations";

afterEach(closeIndexingConsole);

const revision = "3f2c1a9b0d7e5f4a3f2c1a9b0d7e5f4a3f2c1a9b";
const labelled = (Labels: Record<string, string>, created?: string) =>
  anImage({ config: { config: { Labels } }, ...(created && { created }) });

async function find(query: string | Record<string, unknown>) {
  const input = typeof query === "string" ? { query } : query;
  return searchAnswerSchema.parse(await search(admin, searchQuerySchema.parse(input))).items;
}

/** A hit in one line. */
function line(hit: SearchHit): string {
  if (hit.kind === "tag-name") return `${hit.kind} ${hit.tag} in ${hit.repositories}${hit.more ? "+" : ""}`;
  const place = hit.repository;
  if (hit.kind === "repository") return `${hit.kind} ${place}`;
  if (hit.kind === "tag") return `${hit.kind} ${place}:${hit.tag}`;
  if (hit.kind === "manifest") return `${hit.viaIndex ? "platform" : hit.manifestKind} ${place} ${hit.tags}`;
  if (hit.kind === "blob") return `${hit.role} ${place}:${hit.tag} of ${hit.manifests}`;
  return `${hit.kind} ${hit.name}=${hit.value} on ${hit.tags} ${place}:${hit.tag}`;
}

const lines = async (query: string | Record<string, unknown>) => (await find(query)).map(line);

async function openWith(fill: (registry: FakeRegistry) => void): Promise<FakeRegistry> {
  const registry = await openIndexingConsole();
  fill(registry);
  await untilSwept();
  return registry;
}

test("finds repositories and tags by any part of their names, the closest first", async () => {
  await openWith((registry) => {
    for (const name of ["team/api", "api", "apis/web", "web/my-api", "rapids"]) registry.push(name, "1.4.2", anImage());
    for (const tag of ["v1.4", "1.4", "1.10", "2024-1.4-rc", "21.4"]) registry.push("team/api", tag, anImage());
  });
  expect(await lines("API")).toEqual(
    ["api", "team/api", "apis/web", "web/my-api", "rapids"].map((name) => `repository ${name}`),
  );
  expect(await lines("1.4")).toEqual([
    "tag team/api:1.4",
    "tag team/api:v1.4",
    "tag-name 1.4.2 in 5",
    "tag team/api:2024-1.4-rc",
    "tag team/api:21.4",
  ]);
});

test("words narrow each other, in any order, and so does a reference", async () => {
  await openWith((registry) => {
    for (const name of ["payments/api", "payments/web", "billing/api"])
      for (const tag of ["1.4.0", "1.5.0"]) registry.push(name, tag, anImage());
    registry.push("payments/web", "1.4.0-api", anImage());
  });
  expect(await lines("pay api")).toContain("repository payments/api");
  expect(await lines("pay web")).toContain("repository payments/web");
  for (const query of ["payments/api 1.4", "1.4 payments/api", "payments/api:1.4", "api pay 1.4"])
    expect((await lines(query))[0], query).toBe("tag payments/api:1.4.0");
  expect(await lines("billing/api:")).toEqual(["repository billing/api"]);
  expect(await lines("web 1.4 api")).toEqual(["tag payments/web:1.4.0-api"]);
  expect(await lines("billing 1.4 web")).toEqual([]);
});

test("a tag that many repositories have is one hit, and each of them by its name", async () => {
  await openWith((registry) => {
    for (const name of ["a/one", "a/two", "b/three", "b/four"]) registry.push(name, "latest", anImage());
  });
  expect(await lines("late")).toEqual(["tag-name latest in 4"]);
  expect((await lines({ tag: "latest" })).sort()).toEqual(
    ["a/one", "a/two", "b/four", "b/three"].map((name) => `tag ${name}:latest`),
  );
  expect(await lines({ tag: "latest", query: "two" })).toEqual(["tag a/two:latest"]);
  expect(await lines({ tag: "late" })).toEqual([]);
});

test("finds what a digest is by its first digits, and where it is", async () => {
  const [amd64, arm64] = [anImage({ layers: 2 }), anImage()];
  const index = anIndex([amd64, arm64]);
  await openWith((registry) => {
    registry.push("team/multi", "1.0", index);
    registry.push("team/copy", "2.0", amd64);
  });
  const [config, layer] = amd64.blobs.map((blob) => blob.digest);
  const hexOf = (digest = "") => digest.slice("sha256:".length);
  for (const digest of [
    index.digest,
    index.digest.slice(0, 14),
    hexOf(index.digest).slice(0, 7),
    hexOf(index.digest).slice(0, 6).toUpperCase(),
  ])
    expect(await lines(digest), digest).toContain("index team/multi 1.0");
  expect(await lines(amd64.digest)).toEqual(["image team/copy 2.0"]);
  expect(await lines(arm64.digest)).toEqual(["platform team/multi 1.0"]);
  expect(await lines(config as string)).toEqual(["config team/copy:2.0 of 1"]);
  expect(await lines(layer as string)).toEqual(["layer team/copy:2.0 of 1"]);
  expect(await lines(arm64.blobs[1]?.digest as string)).toEqual(["layer team/multi:null of 1"]);
  expect(await lines(`multi@${hexOf(amd64.digest)}`)).toEqual(["platform team/multi 1.0"]);
  expect(await lines(`sha512:${hexOf(index.digest).slice(0, 8)}`)).toEqual([]);
  expect(await lines(hexOf(index.digest).slice(0, 5))).toEqual([]);
});

test("finds labels and annotations by the beginning of a word", async () => {
  await openWith((registry) => {
    const labels = { "org.opencontainers.image.revision": revision, vendor: "Acme Payments" };
    registry.push("team/app", "1.0", labelled(labels));
    registry.push("team/app", "2.0", labelled({ vendor: "Acme Payments" }, "2026-09-01T00:00:00Z"));
    registry.push(
      "team/multi",
      "3.0",
      anIndex([labelled({ squad: "lighthouse" }), labelled({ squad: "lighthouse" })], {
        annotations: { tier: "gold-plated" },
      }),
    );
    registry.push("team/chart", "4.0", anArtifact({ annotations: { "io.artifact": "Chartreuse" } }));
  });
  const revisionLine = `label org.opencontainers.image.revision=${revision} on 1 team/app:1.0`;
  for (const query of [
    revision,
    revision.slice(0, 6),
    revision.slice(0, 20),
    `revision=${revision.slice(0, 8)}`,
    `app ${revision.slice(0, 7)}`,
  ])
    expect(await lines(query), query).toContain(revisionLine);
  expect(await lines(`${revision.slice(0, 20)}0`)).toEqual([]);
  expect(await lines("acme")).toEqual(["label vendor=Acme Payments on 2 team/app:2.0"]);
  expect(await lines("vendor=pay")).toEqual(["label vendor=Acme Payments on 2 team/app:2.0"]);
  expect(await lines("payments 1.0")).toContain("label vendor=Acme Payments on 1 team/app:1.0");
  expect(await lines("title=acme")).toEqual([]);
  expect(await lines("lightho")).toEqual(["label squad=lighthouse on 1 team/multi:3.0"]);
  expect(await lines("plated")).toEqual(["label tier=gold-plated on 1 team/multi:3.0"]);
  expect(await lines("chartr")).toEqual(["label io.artifact=Chartreuse on 1 team/chart:4.0"]);
  expect(await lines({ label: "vendor=Acme Payments" })).toEqual(["tag team/app:2.0", "tag team/app:1.0"]);
  expect(await lines({ label: "vendor=Acme Payments", query: "1.0" })).toEqual(["tag team/app:1.0"]);
});

test("a tag that is gone is not found any more, nor what only it had", async () => {
  const image = labelled({ squad: "lighthouse" });
  const registry = await openWith((some) => some.push("team/app", "release-7", image));
  expect(await lines("release")).toEqual(["tag team/app:release-7"]);
  registry.store.repositories.get("team/app")?.tags.delete("release-7");
  await recordTagGone("local", "team/app", "release-7", { deleted: true });
  expect(await lines("release")).toEqual([]);
  expect(await lines("lighthouse")).toEqual([]);
  expect(await lines(image.digest)).toEqual([]);
  await sweepAgain();
  registry.push("team/app", "release-7", image);
  await sweepAgain();
  expect(await lines("release")).toEqual(["tag team/app:release-7"]);
  expect(await lines("lighthouse")).toEqual(["label squad=lighthouse on 1 team/app:release-7"]);
});

test("what an earlier version has indexed is found after the migration", async () => {
  const image = labelled({ squad: "lighthouse" });
  await openWith((registry) => {
    registry.push("team/app", "1.0", image);
    registry.push("team/app", "2.0", labelled({ squad: "lighthouse", revision }));
    registry.push("team/multi", "3.0", anIndex([image], { annotations: { tier: "gold-plated" } }));
    registry.push("team/app", `${image.digest.replace(":", "-")}.sig`, anArtifact());
  });
  const before = await everySearchRow();
  for (const table of ["tag_name", "label", "label_word", "label_use"])
    await database().schema.dropTable(table).execute();
  await database().schema.dropIndex("tag_by_name").execute();
  await sql`delete from id_blocks where name in ('tag_name', 'label')`.execute(database());
  forgetLabels();
  await searchMigrations["2026-11-24-search"]?.up(database());
  expect(await everySearchRow()).toEqual(before);
  expect(await lines("lighthouse")).toEqual([expect.stringContaining("label squad=lighthouse on 3 ")]);
  expect(await lines("2.0")).toEqual(["tag team/app:2.0"]);
});

/** What the tables of the search hold, whatever the numbers are. */
async function everySearchRow() {
  const search = database<SearchTables>();
  const names = await search.selectFrom("tag_name").select("name").orderBy("name").execute();
  const words = await search
    .selectFrom("label_word")
    .innerJoin("label", "label.id", "label_id")
    .select(["word", "name", "value"])
    .execute();
  const uses = await search.selectFrom("label_use").selectAll().execute();
  const counts = new Map<number, number>();
  for (const row of uses) counts.set(row.label_id, (counts.get(row.label_id) ?? 0) + usesOf(row).length);
  return { names, words: words.map((row) => JSON.stringify(row)).sort(), counts: [...counts.values()].sort() };
}

test("whatever is typed is taken for text", async () => {
  await openWith((registry) => registry.push("team/app", "1_0", labelled({ squad: "100% done" })));
  for (const query of [
    "%",
    "_",
    "1%0",
    "'",
    '"',
    "*",
    "(",
    "a OR b",
    "NEAR(a b)",
    "\\",
    "\u{10FFFF}",
    "\0",
    "-",
    "--",
    "=",
    "==",
    "a\nb",
    "x".repeat(200),
  ])
    expect(Array.isArray(await find(query)), query).toBe(true);
  expect(await lines("1_0")).toEqual(["tag team/app:1_0"]);
  expect(await lines("1%0")).toEqual([]);
  expect(await lines("app %")).toEqual([]);
  expect(() => searchQuerySchema.parse({ query: "x".repeat(201) })).toThrow();
});

test("says which registries may hold more than it knows", async () => {
  const registry = await openIndexingConsole({ latencyMs: 50 });
  registry.push("team/app", "1.0", anImage());
  const ask = () => search(admin, searchQuerySchema.parse({ query: "app" }));
  expect(await ask()).toEqual({ items: [], incomplete: ["local"] });
  await untilSwept();
  expect((await ask()).incomplete).toEqual([]);
});

test("is for those who are signed in, and for registries that there are", async () => {
  await openWith((registry) => registry.push("team/app", "1.0", anImage()));
  await expect(search(null, searchQuerySchema.parse({ query: "app" }))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(find({ query: "app", registry: "other" })).rejects.toMatchObject({ code: "registry-not-found" });
  expect(await lines({ query: "app", registry: "local" })).toEqual(["repository team/app"]);
});
