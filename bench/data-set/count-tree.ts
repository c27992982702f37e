import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { storageRoot } from "./storage-tree";

export type RepositoryCount = {
  tags: number;
  /** Distinct manifests that its tags lead to, including those below an image index. */
  manifests: number;
  /** Bytes of their configs and layers, each digest once. */
  sizeBytes: number;
  /** The bytes that no other repository has. */
  uniqueSizeBytes: number;
};

export type TreeCount = {
  repositories: number;
  tags: number;
  manifests: number;
  configs: number;
  sizeBytes: number;
  perRepository: Record<string, RepositoryCount>;
};

type Descriptor = { digest: string; size: number };
type StoredManifest = { manifests?: Descriptor[]; config?: Descriptor; layers?: Descriptor[] };
type Holder = { size: number; repository: number };

/**
 * Counts what the tags of a storage tree lead to, reading only the tree's files. The count can be compared with the
 * console's numbers, no matter what wrote the tree and what was pushed or deleted since. Throws if a blob is missing.
 */
export function countTree(storageDir: string): TreeCount {
  const root = storageRoot(storageDir);
  const names = listRepositories(join(root, "repositories"));
  const blobs = new Map<string, Holder>();
  const manifests = new Set<string>();
  const configs = new Set<string>();
  const own = names.map((name, index) => {
    const found = walkRepository(root, name);
    for (const digest of found.manifests) manifests.add(digest);
    for (const digest of found.configs) configs.add(digest);
    for (const [digest, size] of found.blobs) {
      const holder = blobs.get(digest);
      blobs.set(digest, { size, repository: holder && holder.repository !== index ? -1 : index });
    }
    return { tags: found.tags, manifests: found.manifests.size, sizeBytes: sum(found.blobs.values()) };
  });
  const unique = new Map<number, number>();
  for (const { size, repository } of blobs.values()) unique.set(repository, (unique.get(repository) ?? 0) + size);
  return {
    repositories: names.length,
    tags: sum(own.map(({ tags }) => tags)),
    manifests: manifests.size,
    configs: configs.size,
    sizeBytes: sum([...blobs.values()].map(({ size }) => size)),
    perRepository: Object.fromEntries(
      own.map((count, index) => [names[index], { ...count, uniqueSizeBytes: unique.get(index) ?? 0 }]),
    ),
  };
}

/** Returns the repositories of a tree that have a tag, sorted by name. */
function listRepositories(folder: string, prefix = ""): string[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const here = entries.some(({ name }) => name === "_manifests") ? [prefix] : [];
  const below = entries
    .filter(({ name }) => !name.startsWith("_"))
    .map(({ name }) => (prefix ? `${prefix}/${name}` : name));
  return [...here, ...below.flatMap((name) => listRepositories(folder, name))].sort();
}

function walkRepository(root: string, repository: string) {
  const folder = join(root, "repositories", repository, "_manifests/tags");
  const names = readdirSync(folder);
  const found = {
    tags: names.length,
    manifests: new Set<string>(),
    configs: new Set<string>(),
    blobs: new Map<string, number>(),
  };
  const pending = names.map((name) => readFileSync(`${folder}/${name}/current/link`, "utf8"));
  for (let digest = pending.pop(); digest !== undefined; digest = pending.pop()) {
    if (found.manifests.has(digest)) continue;
    found.manifests.add(digest);
    const { manifests = [], config, layers = [] } = readManifest(root, digest);
    pending.push(...manifests.map((child) => child.digest));
    if (config) found.configs.add(config.digest);
    for (const blob of config ? [config, ...layers] : layers) found.blobs.set(blob.digest, blob.size);
  }
  return found;
}

function readManifest(root: string, digest: string): StoredManifest {
  const hex = digest.slice("sha256:".length);
  return JSON.parse(readFileSync(`${root}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`, "utf8"));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
