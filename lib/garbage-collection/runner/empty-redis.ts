import "server-only";
import { createClient } from "@redis/client";
import type { RedisCache } from "@/lib/config/step-settings";
import { AppError } from "@/lib/errors/app-error";
import { counted } from "@/lib/format/count";
import type { StepContext } from "./runner";

const patienceMs = 10_000;
const keysAtOnce = 1_000;
/** What CNCF Distribution stores about its blobs (registry/storage/cache/redis); other keys are not touched. */
const patterns = ["blobs::*", "repository::*"];

/**
 * Returns a step that empties the Redis in which a registry remembers its blobs, as these entries never expire: without
 * it the registry answers for blobs that a collection has removed, even after a restart. Throws `runner-unreachable`.
 */
export function emptyRedis({ url, username, password }: RedisCache) {
  return async ({ log }: StepContext): Promise<void> => {
    const client = createClient({
      url,
      ...(username !== null && { username }),
      ...(password !== null && { password }),
      socket: { connectTimeout: patienceMs, socketTimeout: patienceMs, reconnectStrategy: false },
      disableOfflineQueue: true,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      let removed = 0;
      for (const MATCH of patterns)
        for await (const keys of client.scanIterator({ MATCH, COUNT: keysAtOnce }))
          if (keys.length > 0) removed += await client.unlink(keys);
      log.note(`Redis has forgotten the blobs of the registry (${counted(removed, "key")})`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "no reason given";
      throw new AppError(
        "runner-unreachable",
        `The registry's Redis could not be emptied: ${reason}. Delete its keys blobs::* and repository::*, or pushes of removed layers will seem to succeed.`,
        { cause: error },
      );
    } finally {
      client.destroy();
    }
  };
}
