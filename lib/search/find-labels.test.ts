import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { forgetLabels } from "@/lib/registry-index/labels/label-cache";
import { usesOf } from "@/lib/registry-index/labels/label-uses";
import { recordTagsGone } from "@/lib/registry-index/records/record-tags-gone";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";
import { anArtifact, anIndex } from "@/lib/testing/factories";
import { closeIndexingConsole } from "@/lib/testing/indexing-console";
import { labelled, lines, openSearched } from "@/lib/testing/searched-console";
import { sweepAgain } from "@/lib/testing/until-swept";
import { searchMigrations } from "./search-migrations";

afterEach(closeIndexingConsole);

const revision = "3f2c1a9b0d7e5f4a3f2c1a9b0d7e5f4a3f2c1a9b";

test("finds labels and annotations by the beginning of a word", async () => {
  await openSearched((registry) => {
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

test("a label that says of a tag what its name says isn't shown beside it", async () => {
  await openSearched((registry) => {
    for (const version of ["1.4.0", "1.4.1"])
      registry.push("team/app", version, labelled({ version, squad: "v1.4.x" }));
  });
  expect(await lines("1.4.1")).toEqual(["tag team/app:1.4.1"]);
  expect(await lines("squad=v1.4")).toEqual([expect.stringContaining("label squad=v1.4.x on 2 ")]);
});

test("a tag that is gone is not found any more, nor what only it had", async () => {
  const image = labelled({ squad: "lighthouse" });
  const registry = await openSearched((some) => some.push("team/app", "release-7", image));
  expect(await lines("release")).toEqual(["tag team/app:release-7"]);
  registry.store.repositories.get("team/app")?.tags.delete("release-7");
  await recordTagsGone("local", "team/app", [{ tag: "release-7", deleted: true }], {
    actor: "ada",
    deletion: "1",
  });
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
  await openSearched((registry) => {
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

/** Returns what the search tables hold, without the ids. */
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
