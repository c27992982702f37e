import "server-only";
import type { ItemEnding } from "@/lib/deletion/journal/deletion-item-store";
import type { JournalItem, ManifestItem, TagItem } from "@/lib/deletion/journal/deletion-tables";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { putManifest } from "@/lib/registry/put-manifest";
import type { Content } from "@/lib/registry-index/contents/write-contents";
import { type AttemptEnding, becomesTrue, deleteAndReadBack, failed, ignoredDelete, recheck } from "./attempt";
import { lookAt } from "./look";
import { type MayGoOn, whileGood } from "./while-good";

/** A manifest that is deleted by its digest, and the tags of the plan that are deleted with it. */
export type ByDigest = { manifest: ManifestItem; tags: TagItem[] };

/**
 * Deletes a manifest by its digest, and its tags with it, only while each tag still names it. If a tag has moved, what
 * it names now may need the manifest: the rest then stays planned, until another look. If the registry keeps a tag
 * anyway, the manifest is put back under it, so that the tag is whole. Returns how each item ended.
 */
export async function removeByDigest(
  connection: RegistryConnection,
  { manifest, tags }: ByDigest,
  original: Content,
  mayGoOn: MayGoOn,
): Promise<AttemptEnding[]> {
  const items = [...tags, manifest];
  const { repository, digest } = manifest;
  const look = async () => {
    const [there, ...rechecked] = await Promise.all([
      // While somebody pushes the same manifest again, CNCF Distribution reports it as missing for a moment.
      lookAt(connection, repository, digest).then((found) => found ?? lookAt(connection, repository, digest)),
      ...tags.map((tag) => recheck(connection, tag)),
    ]);
    const changed = rechecked.filter((ending) => ending !== null);
    if (changed.length > 0) return [...changed, ...others(items, changed).map(toDo)];
    return there === null
      ? [{ at: manifest.at, ...wasGone }, ...tags.map(({ at }) => ({ at, ...namesNothing }))]
      : null;
  };
  const remove = async (beforeSending: () => void) => {
    const settled = await deleteAndReadBack(
      connection,
      digest,
      () => deleteManifest(connection, repository, digest, { beforeSending }),
      async () => (await lookAt(connection, repository, digest, { wasThere: true })) === null,
    );
    if (settled.is === "unknown")
      return items.map(({ at }) => ({ at, state: "open" as const, error: settled.because }));
    if (settled.is === "kept") return items.map(({ at }) => failed(at, settled.because));
    return endAll(connection, { manifest, tags }, original);
  };
  try {
    return await whileGood<AttemptEnding[]>(look, remove, mayGoOn);
  } catch (error) {
    return items.map(({ at }) => failed(at, error));
  }
}

const toDo = ({ at }: JournalItem): ItemEnding => ({ at, state: "planned" });

const wasGone = {
  state: "skipped" as const,
  code: "manifest-not-found" as const,
  detail: "The registry no longer had it.",
};

const namesNothing = {
  state: "failed" as const,
  code: "manifest-not-found" as const,
  detail: "The registry still returns it for this tag, but not by digest, so it can't be deleted by digest.",
};

function others(items: JournalItem[], ended: ItemEnding[]): JournalItem[] {
  return items.filter((item) => !ended.some(({ at }) => at === item.at));
}

/**
 * A registry that accepts the delete of a manifest should delete its tags too. Looks at each tag, and puts the manifest
 * back under a tag that stays.
 */
async function endAll(
  connection: RegistryConnection,
  { manifest, tags }: ByDigest,
  original: Content,
): Promise<AttemptEnding[]> {
  const endings = await Promise.all(tags.map((tag) => endOf(connection, tag, original)));
  const kept = endings.find(({ state }) => state === "failed" || state === "open");
  return [...endings, kept ? { ...kept, at: manifest.at } : { at: manifest.at, state: "done" }];
}

async function endOf(
  connection: RegistryConnection,
  { at, repository, tag, digest }: TagItem,
  original: Content,
): Promise<AttemptEnding> {
  const { readBackMs } = connection.limits;
  const isGone = async () => (await lookAt(connection, repository, tag)) !== digest;
  const done: ItemEnding = { at, state: "done" };
  try {
    if (await becomesTrue(isGone, readBackMs)) return done;
    const left = await whileGood<"gone" | "put">(
      async () => ((await isGone()) ? "gone" : null),
      (beforeSending) => putManifest(connection, repository, tag, original, { beforeSending }).then(() => "put"),
      () => true,
    );
    // A registry that deletes late may still do so now.
    if (left === "gone" || (await becomesTrue(isGone, readBackMs.slice(-1)))) return done;
    return failed(at, ignoredDelete(connection, tag));
  } catch (error) {
    return isAppError(error) ? { at, state: "open", error } : failed(at, error);
  }
}
