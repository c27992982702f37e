import "server-only";
import type { TagItem } from "@/lib/deletion/journal/deletion-tables";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteTag } from "@/lib/registry/delete-tag";
import { type AttemptEnding, deleteAndReadBack, deletedThenNames, failed, recheck } from "./attempt";
import { isListed, lookAt } from "./look";
import { type MayGoOn, whileGood } from "./while-good";

const requestsAtOnce = 8;

/** Deletes tags by name, each only while it names what the plan says. */
export async function removeByTag(
  connection: RegistryConnection,
  items: TagItem[],
  mayGoOn: MayGoOn,
): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    endings.push(await removeOne(connection, item, mayGoOn).catch((error: unknown) => failed(item.at, error)));
  });
  return endings;
}

function removeOne(connection: RegistryConnection, item: TagItem, mayGoOn: MayGoOn): Promise<AttemptEnding> {
  const { at, repository, tag, digest } = item;
  const remove = async (beforeSending: () => void): Promise<AttemptEnding> => {
    const send = () => deleteTag(connection, repository, tag, { beforeSending });
    let now = digest;
    const isGone = async (confirmed: boolean) => {
      now = await lookAt(connection, repository, tag);
      // For tags that named nothing before, a look at the tag list at the end of the deletion shows which are gone.
      return now !== digest || (digest === null && (confirmed || !(await isListed(connection, repository, tag))));
    };
    const settled = await deleteAndReadBack(connection, tag, send, isGone);
    if (settled.is === "gone") return deletedThenNames(item, now);
    return settled.is === "kept" ? failed(at, settled.because) : { at, state: "open", error: settled.because };
  };
  return whileGood<AttemptEnding>(() => recheck(connection, item), remove, mayGoOn);
}
