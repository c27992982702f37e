import { afterEach, expect, test } from "vitest";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { listTags } from "@/lib/catalog/list-tags";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { tagQuerySchema } from "@/lib/contract/tags";
import { anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { admin } from "@/lib/testing/test-console";
import { sweepAgain, untilIndex, untilSwept } from "@/lib/testing/until-swept";

afterEach(closeIndexingConsole);

const oneByOne = { concurrency: 1, requestsPerSecond: null };

const tagsOf = async (repository: string) =>
  (await listTags(admin, "local", repository, tagQuerySchema.parse({ waitMs: 0, limit: 500 }))).items;
const repositories = () => listRepositories(admin, "local", repositoryQuerySchema.parse({ waitMs: 0, limit: 500 }));

/** Pushes repositories, each with versions, an alias of the newest and an image index. */
function fill(registry: FakeRegistry, count = 8): { manifests: number; configs: number; tags: number } {
  const images: FakeManifest[] = [];
  for (let at = 0; at < count; at++) {
    const versions = Array.from({ length: 5 }, () => anImage({ layers: 3 }));
    for (const [version, image] of versions.entries()) registry.push(`team/app-${at}`, `1.${version}.0`, image);
    registry.push(`team/app-${at}`, "latest", versions[4] as FakeManifest);
    const platforms = [anImage(), anImage()];
    registry.push(`team/app-${at}`, "multi", anIndex(platforms));
    images.push(...versions, ...platforms);
  }
  return { manifests: images.length + count, configs: images.length, tags: count * 7 };
}

test("reads everything that is there with one request for each thing", async () => {
  const registry = await openIndexingConsole();
  const { manifests, configs, tags } = fill(registry);
  const progress = await untilSwept();
  expect(progress).toMatchObject({ state: "idle", repositories: 8, repositoriesListed: 8, tags, tagsRead: tags });
  const { items } = await repositories();
  expect(items.map((item) => item.tagCount)).toEqual(Array(8).fill(7));
  const [row] = (await tagsOf("team/app-3")).filter((item) => item.tag === "latest");
  expect(row).toMatchObject({ sameDigest: ["1.4.0"], platforms: ["linux/amd64"], problem: null });
  const probes = registry.requests.filter(({ path }) => path === "/v2/" || /sha256:0{64}|referrers|DELETE/.test(path));
  const asked = registry.requests.length - probes.length;
  expect(asked).toBeLessThanOrEqual((manifests + configs + tags + 8 + 3) * 1.05);
});

test("knows all names before it reads any tag, and reads the newest of each repository first", async () => {
  const registry = await openIndexingConsole({}, { config: { indexing: oneByOne } });
  for (let repository = 0; repository < 3; repository++)
    for (let minor = 0; minor < 30; minor++) registry.push(`app-${repository}`, `1.${minor}.0`, anImage());
  await untilSwept();
  const asked = registry.requests.map(({ path }) => path).filter((path) => /tags\/list|manifests\/1\./.test(path));
  expect(asked.slice(0, 3).every((path) => path.includes("/tags/list"))).toBe(true);
  const minors = asked.slice(3).map((path) => Number(/1\.(\d+)\.0$/.exec(path)?.[1]));
  expect(Math.min(...minors.slice(0, 60))).toBe(10);
  expect(Math.max(...minors.slice(60))).toBe(9);
});

test("a sweep where nothing has changed asks for the lists, and for few tags whether they have moved", async () => {
  const registry = await openIndexingConsole();
  fill(registry, 20);
  await untilSwept();
  const before = registry.requests.length;
  await sweepAgain();
  const asked = registry.requests.slice(before);
  expect(asked.length).toBeLessThanOrEqual(20 * 1.5);
  const manifests = asked.filter(({ path }) => path.includes("/manifests/"));
  expect(manifests.length).toBeGreaterThan(0);
  expect(manifests.every(({ method, headers }) => method === "HEAD" && headers["if-none-match"])).toBe(true);
});

test("asks no more often than the configuration lets it", async () => {
  const config = { indexing: { concurrency: 8, requestsPerSecond: 20 } };
  const registry = await openIndexingConsole({}, { config });
  const startedAt = performance.now();
  fill(registry, 3);
  await untilSwept();
  const seconds = (performance.now() - startedAt) / 1_000;
  // The requests of one second at once, and those of the eight tasks that had begun when it was used up.
  expect(registry.requests.length).toBeLessThanOrEqual(20 + 20 * seconds + 8 * 3);
});

test("what moved, came and went is found by the next sweep", async () => {
  const registry = await openIndexingConsole();
  registry.push("app", "1.0.0", anImage());
  registry.push("app", "latest", anImage());
  await untilSwept();
  const next = anImage();
  for (const tag of ["1.1.0", "latest"]) registry.push("app", tag, next);
  registry.push("new", "1.0.0", anImage());
  registry.store.repositories.get("app")?.tags.delete("1.0.0");
  await sweepAgain();
  const tags = await tagsOf("app");
  expect(tags.map(({ tag, digest }) => [tag, digest])).toEqual([
    ["1.1.0", next.digest],
    ["latest", next.digest],
  ]);
  expect((await repositories()).items.map((item) => item.name)).toEqual(["app", "new"]);
});

test("goes on where it was cut off, and reads nothing twice", async () => {
  const config = { indexing: oneByOne };
  const registry = await openIndexingConsole({ latencyMs: 3 }, { config, indexing: null });
  fill(registry, 12);
  const stop = startIndexing();
  await untilIndex((progress) => progress.tagsRead >= 30);
  await stop();
  const known = new Set(registry.requests.map(({ path }) => path));
  const before = registry.requests.length;
  startIndexing();
  const progress = await untilSwept();
  expect(progress.tagsRead).toBe(84);
  const again = registry.requests.slice(before).filter(({ method, path }) => method === "GET" && known.has(path));
  expect(again.filter(({ path }) => path.includes("/blobs/"))).toEqual([]);
});
