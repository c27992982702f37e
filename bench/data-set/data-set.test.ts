import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { manifestAccept } from "@/lib/oci/media-type";
import { findRealPrograms, startRealRegistry } from "@/lib/testing/real-registry";
import { buildImage } from "./build-image";
import { countTree } from "./count-tree";
import { sha256 } from "./random";
import { planRepositories } from "./repository-plan";
import { StorageTree } from "./storage-tree";
import { planTags } from "./tag-names";
import { writePart } from "./write-part";

const tiny = { repositories: 30, tags: 400, largest: 120 };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function emptyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-bench-test-"));
  folders.push(folder);
  new StorageTree(folder).prepare();
  return folder;
}

function writeTiny(seed: string, parts = 1): string {
  const folder = emptyTree();
  for (let part = 0; part < parts; part++) writePart(folder, tiny, seed, part, parts);
  return folder;
}

function contents(folder: string): Record<string, string> {
  const files = globSync("**/{data,link}", { cwd: folder }).sort();
  return Object.fromEntries(files.map((file) => [file, sha256(readFileSync(join(folder, file)))]));
}

describe("the generator", () => {
  it("writes the same tree from the same seed, in however many parts, and another from another", () => {
    const first = contents(writeTiny("1"));
    expect(Object.keys(first).length).toBeGreaterThan(1_000);
    expect(contents(writeTiny("1", 3))).toEqual(first);
    expect(contents(writeTiny("2"))).not.toEqual(first);
  });

  it("makes as many repositories and tags as the set asks for, a tenth of them on a digest of another", () => {
    const count = countTree(writeTiny("1"));
    expect([count.repositories, count.tags]).toEqual([30, 400]);
    expect(count.perRepository["archive/builds"]?.tags).toBe(120);
    const aliases = planRepositories(tiny, "1").map((plan) => plan.aliases);
    expect(aliases.reduce((sum, number) => sum + number, 0)).toBe(40);
    expect(
      planRepositories(tiny, "1").every(
        (plan) => new Set(planTags(plan, "1").map(({ tag }) => tag)).size === plan.tags,
      ),
    ).toBe(true);
  });

  it("promotes builds from one repository to another without a change of their digests", () => {
    const plans = planRepositories(tiny, "1");
    const promoted = plans.find(({ name, source }) => name !== source);
    const source = plans.find(({ name }) => name === promoted?.source);
    if (!promoted || !source) throw new Error("nothing is promoted");
    expect(buildImage(promoted, "1", 0)).toEqual(buildImage(source, "1", 0));
  });
});

describe("the count", () => {
  it("counts a layer once in its repository and in all, and as unique where one repository has it", () => {
    const folder = emptyTree();
    const tree = new StorageTree(folder);
    const write = (repository: string, tag: string, config: string, layers: Record<string, number>) => {
      const held = { hex: sha256(config), bytes: config };
      const manifest = JSON.stringify({
        config: { digest: `sha256:${held.hex}`, size: config.length },
        layers: Object.entries(layers).map(([name, size]) => ({ digest: `sha256:${sha256(`layer ${name}`)}`, size })),
      });
      const target = tree.repository(repository);
      target.config(held);
      target.manifest({ hex: sha256(manifest), bytes: manifest });
      target.tag(tag, { hex: sha256(manifest), bytes: manifest });
    };
    write("a", "1", "one", { base: 1_000, first: 10 });
    write("a", "2", "second", { base: 1_000, second: 20 });
    write("a/b", "1", "third", { base: 1_000, third: 40 });
    write("a/b", "same", "third", { base: 1_000, third: 40 });
    expect(countTree(folder)).toEqual({
      repositories: 2,
      tags: 4,
      manifests: 3,
      configs: 3,
      sizeBytes: 1_084,
      perRepository: {
        a: { tags: 2, manifests: 2, sizeBytes: 1_039, uniqueSizeBytes: 39 },
        "a/b": { tags: 2, manifests: 1, sizeBytes: 1_045, uniqueSizeBytes: 45 },
      },
    });
  });
});

const programs = findRealPrograms().filter(({ kind }) => kind !== "zot");
if (programs.length === 0) console.warn("SKIPPED: no registry program on this machine serves a generated tree");

describe.skipIf(programs.length === 0)("a real registry", () => {
  it.for(programs)("serves what was generated ($name)", async (program) => {
    const registry = await startRealRegistry(program);
    try {
      new StorageTree(registry.storageDir).prepare();
      writePart(registry.storageDir, tiny, "1", 0, 1);
      const indexes = await readTags(registry.url, "archive/builds");
      expect(indexes).toBeGreaterThan(0);
    } finally {
      await registry.close();
    }
  });
});

/** Reads each tag with everything it leads to, and returns how many tags were an image index. */
async function readTags(url: string, repository: string): Promise<number> {
  const { tags } = (await (await fetch(`${url}/v2/${repository}/tags/list`)).json()) as { tags: string[] };
  expect(tags).toHaveLength(120);
  let indexes = 0;
  for (const tag of tags) {
    const { manifests = [], config } = await readVerified(`${url}/v2/${repository}/manifests/${tag}`);
    const children = await Promise.all(
      manifests.map(({ digest }) => readVerified(`${url}/v2/${repository}/manifests/${digest}`, digest)),
    );
    for (const { digest } of [config, ...children.map((child) => child.config)].filter((found) => found !== undefined))
      await readVerified(`${url}/v2/${repository}/blobs/${digest}`, digest);
    if (manifests.length > 0) indexes++;
  }
  return indexes;
}

type Named = { digest: string };

async function readVerified(url: string, wanted?: string): Promise<{ manifests?: Named[]; config?: Named }> {
  const response = await fetch(url, { headers: { accept: manifestAccept } });
  expect(response.status, url).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(`sha256:${sha256(bytes)}`).toBe(wanted ?? response.headers.get("docker-content-digest"));
  const parsed = JSON.parse(bytes.toString());
  return { manifests: parsed.manifests, config: parsed.config?.digest ? parsed.config : undefined };
}
