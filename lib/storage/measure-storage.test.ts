import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Random } from "@/bench/data-set/random";
import { migrations } from "@/lib/boot/migrations";
import { emptyBlob } from "@/lib/oci/descriptor";
import { updateIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { writeTagList } from "@/lib/registry-index/tags/write-tag-list";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import {
  aStoredBlob,
  aStoredManifest,
  type StoredManifest,
  type StoredRepository,
  writeStoredGraph,
} from "@/lib/testing/stored-graph";
import { listSamples } from "./list-samples";
import { measureStorage } from "./measure-storage";

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestDatabase(migrations);
  for (const registry of ["one", "two"]) await updateIndexedRegistry(registry, {});
});
afterEach(() => close());

const times = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Repositories of two registries that share blobs, manifests and indexes in every way. */
function randomGraph(seed: string): StoredRepository[] {
  const random = new Random(seed);
  const blobs = times(40).map((at) => aStoredBlob(`${seed} ${at}`, random.skewed(1, 1_000_000)));
  const some = <T>(items: T[], from: number, to: number) =>
    times(random.between(from, to)).map(() => random.pick(items));
  const manifests: StoredManifest[] = times(25).map((at) =>
    aStoredManifest(`${seed} ${at}`, { blobs: [...new Set(some(blobs, 1, 6))], isRead: random.chance(0.9) }),
  );
  for (const at of times(10))
    manifests.push(
      aStoredManifest(`${seed} index ${at}`, {
        children: [...new Set(some(manifests, 1, 4))],
        // A build cache lists its layers in an index.
        blobs: random.chance(0.3) ? [...new Set(some(blobs, 1, 3))] : [],
      }),
    );
  return ["one", "two"].flatMap((registry) =>
    times(8).map((at) => ({
      registry,
      name: `team/app-${at}`,
      tags: new Map(some(manifests, 0, 6).map((manifest, tag) => [`1.${tag}`, manifest] as const)),
      untagged: [...new Set(some(manifests, 0, 4))].map((manifest) => ({ manifest, deleted: random.chance(0.5) })),
    })),
  );
}

type Things = Map<string, number>;

/** Everything below these manifests, by digest, with its size. */
function reach(tops: StoredManifest[]): { manifests: Set<StoredManifest>; blobs: Things } {
  const found = { manifests: new Set<StoredManifest>(), blobs: new Map<string, number>() };
  const visit = (manifest: StoredManifest) => {
    found.manifests.add(manifest);
    if (!manifest.isRead) return;
    manifest.children.forEach(visit);
    for (const { digest, sizeBytes } of manifest.blobs) found.blobs.set(digest, sizeBytes);
  };
  tops.forEach(visit);
  return found;
}

const sum = (things: Things) => [...things.values()].reduce((total, bytes) => total + bytes, 0);
const without = (things: Things, others: Iterable<string>) => {
  const left = new Map(things);
  for (const digest of others) left.delete(digest);
  return left;
};
const own = (manifests: Iterable<StoredManifest>): Things =>
  new Map([...manifests].filter(({ isRead }) => isRead).map(({ digest, sizeBytes }) => [digest, sizeBytes]));

/** Returns the expected measurement, computed with sets of digests. */
function oracle(repositories: StoredRepository[]) {
  const tagged = repositories.map(({ tags }) => reach([...tags.values()]));
  const allTagged = new Set(
    tagged.flatMap(({ manifests, blobs }) => [...[...manifests].map(({ digest }) => digest), ...blobs.keys()]),
  );
  const left = repositories.map(({ untagged }, at) => {
    const rows = untagged.filter(({ manifest }) => !tagged[at]?.manifests.has(manifest));
    const { manifests, blobs } = reach(rows.map(({ manifest }) => manifest));
    const deleted = new Set(rows.filter((row) => row.deleted).map(({ manifest }) => manifest));
    const staying = [...manifests].filter((manifest) => !deleted.has(manifest));
    return {
      all: without(new Map([...own(manifests), ...blobs]), allTagged),
      staying: [
        ...own(staying).keys(),
        ...staying.flatMap((one) => (one.isRead ? one.blobs.map((b) => b.digest) : [])),
      ],
    };
  });
  const reclaimable = new Map(left.flatMap(({ all }) => [...all]));
  const deletedBytes = sum(
    without(
      reclaimable,
      left.flatMap(({ staying }) => staying),
    ),
  );
  return {
    sizeBytes: sum(new Map(tagged.flatMap(({ blobs }) => [...blobs]))),
    reclaimableBytes: sum(reclaimable),
    deletedBytes,
    unreadManifests: new Set(tagged.flatMap(({ manifests }) => [...manifests].filter((one) => !one.isRead))).size,
    repositories: tagged.map(({ blobs }, at) => ({
      name: repositories[at]?.name ?? "",
      size_bytes: sum(blobs),
      unique_bytes: sum(
        without(
          blobs,
          tagged.filter((_, other) => other !== at).flatMap((other) => [...other.blobs.keys()]),
        ),
      ),
      reclaimable_bytes: sum(left[at]?.all ?? new Map()),
    })),
  };
}

describe.each(times(12).map((at) => `graph ${at}`))("%s", (seed) => {
  test("every number is what a count by sets finds, and they add up", async () => {
    const graph = randomGraph(seed);
    await writeStoredGraph(graph);
    for (const registry of ["one", "two"]) {
      const expected = oracle(graph.filter((repository) => repository.registry === registry));
      const measured = await measureStorage(registry);
      expect(measured).toMatchObject({
        sizeBytes: expected.sizeBytes,
        deletedBytes: expected.deletedBytes,
        unreadManifests: expected.unreadManifests,
      });
      expect(measured.uniqueBytes + measured.sharedBytes).toBe(expected.sizeBytes);
      expect(measured.deletedBytes + measured.untaggedBytes).toBe(expected.reclaimableBytes);
      expect(expected.repositories.reduce((total, one) => total + one.unique_bytes, 0)).toBe(measured.uniqueBytes);
      for (const one of expected.repositories) expect(await findRepository(registry, one.name)).toMatchObject(one);
    }
  });
});

test("a day's sample is the last one of it, but not one that lacks tags where another lacks none", async () => {
  const image = (name: string) => aStoredManifest(name, { blobs: [aStoredBlob(name, 100)] });
  const app = { registry: "one", name: "app", tags: new Map([["1", image("a")]]), untagged: [] };
  await writeStoredGraph([app]);
  await updateIndexedRegistry("one", { catalog_at: 1 });
  await measureStorage("one");
  await writeStoredGraph([{ ...app, tags: new Map([["2", image("b")]]) }]);
  await measureStorage("one");
  expect(await listSamples("one")).toMatchObject([{ sizeBytes: 200, tags: 2, complete: true }]);
  const { id } = (await findRepository("one", "app")) ?? { id: 0 };
  await writeTagList(id, ["3"], { listedAt: Date.now(), incomplete: null });
  expect(await measureStorage("one")).toMatchObject({ tags: 3, complete: false });
  expect(await listSamples("one")).toMatchObject([{ tags: 2, complete: true }]);
});

test("ends where it is aborted, and writes nothing", async () => {
  const app = aStoredManifest("app", { blobs: [aStoredBlob("layer", 100)] });
  await writeStoredGraph([{ registry: "one", name: "app", tags: new Map([["1", app]]), untagged: [] }]);
  await expect(measureStorage("one", AbortSignal.abort())).rejects.toThrow();
  expect(await findRepository("one", "app")).toMatchObject({ size_bytes: null });
});

test("blobs of unknown size are counted as that, and in no sum", async () => {
  const [known, unknown] = [aStoredBlob("known", 10), aStoredBlob("unknown", 0)];
  const empty = { digest: emptyBlob, sizeBytes: 0 };
  const manifest = aStoredManifest("odd", { blobs: [known, unknown, empty] });
  await writeStoredGraph([{ registry: "one", name: "app", tags: new Map([["1.0", manifest]]), untagged: [] }]);
  expect(await measureStorage("one")).toMatchObject({ sizeBytes: 10, blobs: 3, unknownSizes: 1 });
});
