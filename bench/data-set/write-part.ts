import { buildImage } from "./build-image";
import { planRepositories } from "./repository-plan";
import type { DataSet } from "./sets";
import { StorageTree } from "./storage-tree";
import { planTags } from "./tag-names";

const chunkSize = 500;

/**
 * Writes one of `parts` shares of a set's tree. No two shares have a tag in common, so shares can be written in
 * parallel.
 */
export function writePart(storageDir: string, set: DataSet, seed: string, part: number, parts: number): void {
  const tree = new StorageTree(storageDir);
  let chunk = 0;
  for (const plan of planRepositories(set, seed)) {
    const builds = plan.tags - plan.aliases;
    // Builds are shared out in chunks, because the largest repository is as much work as thousands of others.
    const mine = range(0, builds, chunkSize).filter(() => chunk++ % parts === part);
    if (mine.length === 0) continue;
    const repository = tree.repository(plan.name);
    const tags = Map.groupBy(planTags(plan, seed), ({ build }) => build);
    for (const from of mine) {
      for (const build of range(from, Math.min(builds, from + chunkSize), 1)) {
        const image = buildImage(plan, seed, build);
        for (const config of image.configs) repository.config(config);
        for (const manifest of [...image.children, image.manifest]) repository.manifest(manifest);
        for (const { tag } of tags.get(build) ?? []) repository.tag(tag, image.manifest);
      }
    }
  }
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
