import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import type { TaggedStorage } from "./tagged-storage";

const most = 50;
// Configs are among them, and are excluded only afterwards.
const candidates = 2 * most;
const atOnce = 100_000;
// The config of an artifact that has none, `{}` (image-spec, manifest.md "Guidance for an Empty Descriptor").
const emptyConfig = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

export type UsedLayer = { digest: string; sizeBytes: number; users: number; user: number };

/** Finds the layers that most repositories use; of those with equal use, the larger ones first. */
export async function findSharedLayers(tagged: TaggedStorage): Promise<UsedLayer[]> {
  const ids = await mostUsed(tagged);
  if (ids.length === 0) return [];
  const rows = await database()
    .selectFrom("blob")
    .leftJoin("content", "content.blob_id", "blob.id")
    .select(["blob.id", "blob.digest"])
    .where("blob.id", "in", ids)
    // Content that was read is a config or a manifest: of layers only the digests are known.
    .where("content.blob_id", "is", null)
    .execute();
  const digests = new Map(rows.map(({ id, digest }) => [id, bytesDigest(digest)]));
  return ids
    .flatMap((id) => {
      const digest = digests.get(id);
      if (digest === undefined || digest === emptyConfig) return [];
      return { digest, sizeBytes: tagged.sizeOf(id), users: tagged.usersOf(id), user: tagged.userOf(id) };
    })
    .slice(0, most);
}

async function mostUsed(tagged: TaggedStorage): Promise<number[]> {
  const byUse = (a: number, b: number) =>
    tagged.usersOf(b) - tagged.usersOf(a) || tagged.sizeOf(b) - tagged.sizeOf(a) || a - b;
  let found: number[] = [];
  for (let id = 0; id < tagged.ids; id++) {
    if (id % atOnce === 0) await pause();
    if (tagged.usersOf(id) < 2) continue;
    found.push(id);
    if (found.length >= 10 * candidates) found = found.sort(byUse).slice(0, candidates);
  }
  return found.sort(byUse).slice(0, candidates);
}
