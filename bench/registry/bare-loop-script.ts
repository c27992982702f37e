import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { isIndexType, manifestAccept } from "@/lib/oci/media-type";

// Sends the requests that any client needs to learn a registry: each list, each tag, each child of an image index and
// each config once. It parses only what leads to further requests and keeps nothing, so no index can be read faster at
// the same concurrency.
const [url = "", concurrency = "8"] = process.argv.slice(2);
const agent = new Agent({ connections: Number(concurrency) });
const seen = new Set<string>();
const counts = { pages: 0, manifests: 0, configs: 0 };
const tasks: (() => Promise<void>)[] = [];

async function get(path: string) {
  const answer = await request(new URL(path, url), {
    dispatcher: agent,
    headers: { accept: manifestAccept, "user-agent": "shipshape-bench" },
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  return { headers: answer.headers, bytes };
}

async function readCatalog(path: string): Promise<void> {
  const { headers, bytes } = await get(path);
  counts.pages++;
  const { repositories } = JSON.parse(bytes.toString()) as { repositories: string[] };
  for (const name of repositories) tasks.push(() => readTags(name, `/v2/${name}/tags/list`));
  const next = nextPage(headers.link);
  if (next) await readCatalog(next);
}

async function readTags(repository: string, path: string): Promise<void> {
  const { headers, bytes } = await get(path);
  counts.pages++;
  const { tags } = JSON.parse(bytes.toString()) as { tags: string[] | null };
  for (const tag of tags ?? []) tasks.push(() => readManifest(repository, tag));
  const next = nextPage(headers.link);
  if (next) tasks.push(() => readTags(repository, next));
}

async function readManifest(repository: string, reference: string): Promise<void> {
  const { headers, bytes } = await get(`/v2/${repository}/manifests/${reference}`);
  counts.manifests++;
  const manifest = JSON.parse(bytes.toString());
  if (isIndexType(String(headers["content-type"]))) {
    for (const { digest } of manifest.manifests) once(digest, () => readManifest(repository, digest));
    return;
  }
  const { digest } = manifest.config;
  once(digest, async () => {
    await get(`/v2/${repository}/blobs/${digest}`);
    counts.configs++;
  });
}

function once(digest: string, task: () => Promise<void>): void {
  if (seen.has(digest)) return;
  seen.add(digest);
  tasks.push(task);
}

function nextPage(link: string | string[] | undefined): string | undefined {
  return /^<([^>]+)>/.exec(String(link ?? ""))?.[1];
}

async function work(): Promise<void> {
  for (;;) {
    const task = tasks.pop();
    if (task === undefined && running === 0) return;
    // Another loop is about to add a task.
    if (task === undefined) await sleep(1);
    else {
      running++;
      await task();
      running--;
    }
  }
}

let running = 0;
const started = performance.now();
await readCatalog("/v2/_catalog?n=1000");
await Promise.all(Array.from({ length: Number(concurrency) }, work));
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ ...counts, ms: performance.now() - started, cpuSeconds: (user + system) / 1e6 }));
await agent.close();
