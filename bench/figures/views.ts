import type { ConsoleClient } from "@/bench/console/console-client";
import { registryName } from "@/bench/console/start-bench-console";
import { Random } from "@/bench/data-set/random";
import type { Stage } from "@/bench/stage";
import { apiPaths, pagePaths } from "@/lib/contract/paths";
import type { TagList } from "@/lib/contract/tags";

/**
 * Returns the pages that people open, weighted by how often: mostly repositories, then tags, then the lists above them.
 */
export function pageViews({ samples, largest }: Pick<Stage, "samples" | "largest">, count: number): string[] {
  const random = new Random("views");
  return Array.from({ length: count }, () => {
    const { repository, tag } = random.pick(samples);
    const kind = random.next();
    if (kind < 0.05) return pagePaths.overview();
    if (kind < 0.2) return pagePaths.registry(registryName, random.chance(0.5) ? {} : { sort: "tags" });
    if (kind < 0.3) return pagePaths.repository(registryName, largest);
    if (kind < 0.7) return pagePaths.repository(registryName, repository);
    return pagePaths.tag(registryName, repository, tag);
  });
}

/**
 * Returns the browser's other requests: the next rows of a long list, another order, a filter, and search while typing.
 */
export async function apiViews(stage: Stage, count: number): Promise<string[]> {
  const { client, samples, largest } = stage;
  const random = new Random("calls");
  const next = (await client.findJson<TagList>(apiPaths.tags(registryName, largest, { waitMs: 0 })))?.nextCursor;
  const searches = await hasSearch(client);
  return Array.from({ length: count }, () => {
    const { repository, tag } = random.pick(samples);
    const kind = random.next();
    if (kind < 0.3) return apiPaths.tags(registryName, largest, { waitMs: 0, cursor: next });
    if (kind < 0.5) return apiPaths.tags(registryName, largest, { waitMs: 0, sort: "created", query: tag.slice(0, 3) });
    if (kind < 0.7 || !searches) return apiPaths.tags(registryName, repository, { waitMs: 0, sort: "size" });
    return `/api/search?query=${encodeURIComponent(repository.slice(0, random.between(2, 8)))}`;
  });
}

async function hasSearch(client: ConsoleClient): Promise<boolean> {
  return (await client.findJson("/api/search?query=latest")) !== null;
}
