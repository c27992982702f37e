import "server-only";
import { database } from "@/lib/db/database";
import { splitDigest } from "@/lib/oci/digest";
import { processWide } from "@/lib/process/process-wide";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";

// 4 MiB: with a million contents, 2 digests in 10,000 that are not kept are taken for kept.
const bits = 2 ** 25;
const wordHex = 8;
const words = 4;
const page = 5_000;
// A starting console takes over several registries at once.
const freshMs = 60_000;

type Kept = { filter: Uint8Array | null; readAt: number; reading: Promise<void> | null };

const kept = () => processWide<Kept>("kept-digests", () => ({ filter: null, readAt: 0, reading: null }));

/**
 * Loads the digests that the database holds, so that `mayBeKept` answers from them and from what this thread writes
 * later. Meant for the thread that reads whole registries: nearly everything is new there, and asking the database for
 * each digest would cost more than writing it.
 */
export function followKeptDigests(): Promise<void> {
  const state = kept();
  if (state.filter && Date.now() - state.readAt < freshMs) return Promise.resolve();
  state.reading ??= readAll().finally(() => {
    state.reading = null;
  });
  return state.reading;
}

/**
 * Returns false if the content is certainly not in the database, as far as this thread has seen. Content that another
 * thread has written meanwhile may be read from the registry a second time.
 */
export function mayBeKept(digest: string): boolean {
  const { filter } = kept();
  return filter === null || places(digest).every((place) => ((filter[place >>> 3] as number) >>> (place & 7)) & 1);
}

export function noteKept(digest: string): void {
  const { filter } = kept();
  if (filter) addTo(filter, digest);
}

async function readAll(): Promise<void> {
  const state = kept();
  // Set before the database is read, so that digests written meanwhile are added too.
  state.filter ??= new Uint8Array(bits / 8);
  const startedAt = Date.now();
  for (let after = 0; ; ) {
    const rows = await database()
      .selectFrom("content")
      .innerJoin("blob", "blob.id", "content.blob_id")
      .select(["content.blob_id", "blob.digest"])
      .where("content.blob_id", ">", after)
      .orderBy("content.blob_id")
      .limit(page)
      .execute();
    for (const { digest } of rows) addTo(state.filter, bytesDigest(digest));
    const last = rows.at(-1);
    if (!last) break;
    after = last.blob_id;
  }
  state.readAt = startedAt;
}

function addTo(filter: Uint8Array, digest: string): void {
  for (const place of places(digest)) filter[place >>> 3] = (filter[place >>> 3] as number) | (1 << (place & 7));
}

// A digest is as good as random, so its own bits serve as the hash functions.
function places(digest: string): number[] {
  const { hex } = splitDigest(digest);
  return Array.from(
    { length: words },
    (_, at) => Number.parseInt(hex.slice(at * wordHex, (at + 1) * wordHex), 16) % bits,
  );
}
