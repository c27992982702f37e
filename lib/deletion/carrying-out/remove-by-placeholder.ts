import "server-only";
import type { TagItem } from "@/lib/deletion/journal/deletion-tables";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { putManifest } from "@/lib/registry/put-manifest";
import type { Content } from "@/lib/registry-index/contents/write-contents";
import { type AttemptEnding, failed, recheck } from "./attempt";
import type { Placeholder } from "./placeholder";
import { isDoubtful } from "./read-failures";
import { settlePlaced, takeBack } from "./settle-placed";
import { type MayGoOn, whileGood } from "./while-good";

const requestsAtOnce = 8;

/**
 * Removes tags from a registry that deletes by digest only. One placeholder takes the place of all of them and is
 * deleted by its digest, so the registry scans its tags once instead of once per tag. If that fails, or the registry
 * only claims to have done it, the tags get back what they named.
 */
export async function removeByPlaceholder(
  connection: RegistryConnection,
  items: TagItem[],
  placeholder: Placeholder,
  originals: ReadonlyMap<string, Content>,
  mayGoOn: MayGoOn,
): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  const placed: TagItem[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    const ending = await place(connection, item, { placeholder, originals, mayGoOn });
    if (ending === "placed") placed.push(item);
    else endings.push(ending);
  });
  if (placed.length === 0) return endings;
  // This removes only the tags that name the placeholder, so it needs no look, and must not wait for another turn.
  const refusal = await deleteManifest(connection, placed[0]?.repository ?? "", placeholder.digest).then(
    () => null,
    (error: unknown) => error,
  );
  return [...endings, ...(await settlePlaced(connection, placed, placeholder.digest, { originals, refusal }))];
}

type Placing = { placeholder: Placeholder; originals: ReadonlyMap<string, Content>; mayGoOn: MayGoOn };

async function place(
  connection: RegistryConnection,
  item: TagItem,
  { placeholder, originals, mayGoOn }: Placing,
): Promise<AttemptEnding | "placed"> {
  const { at, repository, digest } = item;
  if (digest !== null && !originals.has(digest)) return { at, state: "failed", ...unreadable };
  let sent = false;
  try {
    return await whileGood<AttemptEnding | "placed">(
      () => recheck(connection, item),
      async (beforeSending) => {
        const sending = () => {
          beforeSending();
          sent = true;
        };
        await putManifest(connection, repository, item.tag, placeholder, { beforeSending: sending });
        return "placed";
      },
      mayGoOn,
    );
  } catch (error) {
    if (!sent) return failed(at, error);
    const ending = await takeBack(connection, item, placeholder.digest, { originals, refusal: error });
    // A request without an answer may still be carried out.
    return ending.state === "failed" && isDoubtful(error) ? { at, state: "open", error } : ending;
  }
}

const unreadable = {
  code: "manifest-unsupported" as const,
  detail: "The manifest can't be read, so it could not be restored if something failed halfway.",
};
