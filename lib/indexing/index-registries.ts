import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { indexLease } from "@/lib/catalog/get-index-progress";
import { holdLease } from "@/lib/jobs/hold-lease";
import { logger } from "@/lib/logging/logger";
import { listConnections, type RegistryConnection } from "@/lib/registry/connection";
import { followKeptDigests } from "@/lib/registry-index/contents/kept-digests";
import { type IndexingOptions, indexingOptions, indexRegistry } from "./index-registry";

const lookForLeaseMs = 2_000;

/**
 * Keeps the index of every configured registry until the signal is aborted. If several consoles share a database, one
 * of them reads a registry at a time; another takes over when that one is gone.
 */
export async function indexRegistries(signal: AbortSignal, options: IndexingOptions = indexingOptions): Promise<void> {
  await Promise.all(listConnections().map((connection) => takeTurns(connection, options, signal)));
}

async function takeTurns(connection: RegistryConnection, options: IndexingOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await holdLease(indexLease(connection.config.name));
      if (lease) {
        await followKeptDigests()
          .then(() => indexRegistry(connection, options, AbortSignal.any([signal, lease.lost])))
          .finally(lease.release);
      }
    } catch (error) {
      logger().error({ err: error, registry: connection.config.name }, "the index of the registry stopped");
    }
    await wait(lookForLeaseMs, undefined, { signal }).catch(() => undefined);
  }
}
