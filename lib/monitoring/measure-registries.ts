import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { getIndexProgress } from "@/lib/catalog/get-index-progress";
import { listRegistries } from "@/lib/catalog/list-registries";
import { getConfig } from "@/lib/config/config";
import { listOpenRuns } from "@/lib/garbage-collection/runs/runs-store";
import { meters } from "@/lib/metrics/meters";
import { findArrivals } from "@/lib/notifications/registry-event-store";
import { processWide } from "@/lib/process/process-wide";
import { getConnection } from "@/lib/registry/connection";
import { inspectCertificate } from "@/lib/registry/inspect-certificate";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { parseMeasurement } from "@/lib/storage/measurement";
import { leaveOut } from "./leave-out";

const states = ["reading", "idle", "waiting", "paused"] as const;
const certificateEveryMs = 10 * 60_000;

/** Sets the meters of every registry of the configuration. */
export async function measureRegistries(): Promise<void> {
  const names = getConfig().registries.map(({ name }) => name);
  await Promise.all([
    leaveOut(measureHealth()),
    leaveOut(measureLeftReadOnly(names)),
    ...names.flatMap((name) =>
      [measureIndex, measureStorage, measureEvents, measureCertificate].map((measure) => leaveOut(measure(name))),
    ),
  ]);
}

async function measureHealth(): Promise<void> {
  for (const { name, health } of await listRegistries(systemActor))
    meters().registryUp.set({ registry: name }, health.state === "down" ? 0 : 1);
}

async function measureLeftReadOnly(names: readonly string[]): Promise<void> {
  const left = (await listOpenRuns()).filter((run) => run.finished_at !== null && run.must_make_writable === 1);
  for (const registry of names)
    meters().leftReadOnly.set({ registry }, left.some((run) => run.registry === registry) ? 1 : 0);
}

async function measureIndex(registry: string): Promise<void> {
  const { state, tags, tagsRead, failed, finishedAt } = await getIndexProgress(systemActor, registry);
  const { indexState, indexTags, indexUnread, indexFailed, indexedAt } = meters();
  for (const each of states) indexState.set({ registry, state: each }, each === state ? 1 : 0);
  indexTags.set({ registry }, tags);
  indexUnread.set({ registry }, state === "idle" ? 0 : Math.max(0, tags - tagsRead));
  indexFailed.set({ registry }, failed);
  if (finishedAt !== null) indexedAt.set({ registry }, Date.parse(finishedAt) / 1000);
}

async function measureStorage(registry: string): Promise<void> {
  const measured = parseMeasurement((await findIndexedRegistry(registry))?.storage ?? null);
  if (!measured) return;
  const { storage } = meters();
  storage.set({ registry, kind: "stored" }, measured.sizeBytes);
  storage.set({ registry, kind: "unique" }, measured.uniqueBytes);
  storage.set({ registry, kind: "reclaimable" }, measured.deletedBytes + measured.untaggedBytes);
}

async function measureEvents(registry: string): Promise<void> {
  const { heardAt } = await findArrivals(registry, Date.now());
  if (heardAt !== null) meters().heardAt.set({ registry }, heardAt / 1000);
}

// A certificate changes rarely, and each look at it is a connection.
async function measureCertificate(registry: string): Promise<void> {
  const connection = getConnection(registry);
  if (connection.baseUrl.protocol !== "https:") return;
  const looks = processWide("certificate-looks", () => new Map<string, { at: number; validTo: number | null }>());
  let last = looks.get(registry);
  if (!last || last.at < Date.now() - certificateEveryMs) {
    const [own] = (await inspectCertificate(connection)).chain;
    last = { at: Date.now(), validTo: own?.validTo ?? null };
    looks.set(registry, last);
  }
  if (last.validTo !== null) meters().certificateEnds.set({ registry }, last.validTo / 1000);
}
