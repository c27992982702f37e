import "server-only";
import type { Content } from "@/lib/catalog/write-contents";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { putManifest } from "@/lib/registry/put-manifest";
import { type AttemptEnding, failed, recheck } from "./attempt";
import type { DeletionItemRow } from "./deletion-tables";
import type { Placeholder } from "./placeholder";
import { isDoubtful } from "./read-failures";

const requestsAtOnce = 8;

/**
 * Removes tags from a registry that deletes by digest only: one placeholder takes the place of all of them, and is deleted
 * by its digest, which is one look through the tags for the registry and not one for each. Where that fails the tags
 * name again what they named.
 */
export async function removeByPlaceholder(
  connection: RegistryConnection,
  items: DeletionItemRow[],
  placeholder: Placeholder,
  originals: ReadonlyMap<string, Content>,
): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  const placed: DeletionItemRow[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    const ending = await place(connection, item, placeholder, originals);
    if (ending) endings.push(ending);
    else placed.push(item);
  });
  if (placed.length === 0) return endings;
  const refusal = await deleteManifest(connection, placed[0]?.repository ?? "", placeholder.digest).then(
    () => null,
    (error: unknown) => error,
  );
  await forEachAtOnce(placed, requestsAtOnce, async (item) => {
    endings.push(await settle(connection, item, placeholder, { refusal, originals }));
  });
  return endings;
}

/** Null where the placeholder is in the tag's place now. */
async function place(
  connection: RegistryConnection,
  item: DeletionItemRow,
  placeholder: Placeholder,
  originals: ReadonlyMap<string, Content>,
): Promise<AttemptEnding | null> {
  const { at, repository, digest } = item;
  const tag = item.tag as string;
  try {
    const changed = await recheck(connection, item);
    if (changed) return changed;
    if (digest !== null && !originals.has(digest)) return { at, state: "failed", ...unreadable };
    await putManifest(connection, repository, tag, placeholder);
    return null;
  } catch (error) {
    return restore(connection, item, placeholder, { error, originals });
  }
}

type Failure = { error: unknown; originals: ReadonlyMap<string, Content> };

/** Has the tag name again what it named, and says what is certain. */
async function restore(
  connection: RegistryConnection,
  item: DeletionItemRow,
  placeholder: Placeholder,
  { error, originals }: Failure,
): Promise<AttemptEnding> {
  const { at, repository, digest } = item;
  const tag = item.tag as string;
  try {
    const now = await findManifestDigest(connection, repository, tag);
    if (!now && digest !== null && isDoubtful(error)) return { at, state: "done" };
    const original = digest === null ? undefined : originals.get(digest);
    // What else may stand there was pushed meanwhile, and must not be overwritten.
    if (now?.digest === placeholder.digest && original) await putManifest(connection, repository, tag, original);
    else if (now?.digest === placeholder.digest) return { at, state: "open", error };
  } catch {
    return { at, state: "open", error };
  }
  return isDoubtful(error) ? { at, state: "open", error } : failed(at, error);
}

async function settle(
  connection: RegistryConnection,
  item: DeletionItemRow,
  placeholder: Placeholder,
  { refusal, originals }: { refusal: unknown; originals: ReadonlyMap<string, Content> },
): Promise<AttemptEnding> {
  if (refusal) return restore(connection, item, placeholder, { error: refusal, originals });
  const { at } = item;
  try {
    const now = await findManifestDigest(connection, item.repository, item.tag as string);
    if (!now) return { at, state: "done" };
    if (now.digest !== placeholder.digest)
      return { at, state: "skipped", code: "tag-moved", detail: `${item.tag} was pushed again meanwhile, and stays.` };
    return { at, state: "open", error: null };
  } catch (error) {
    return { at, state: "open", error };
  }
}

const unreadable = {
  code: "manifest-unsupported",
  detail: "The manifest can't be read, so it could not be put back if something went wrong half-way.",
};
