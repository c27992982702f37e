import "server-only";
import { type ItemEnding, listItems, settleItems } from "@/lib/deletion/journal/deletion-item-store";
import type { TagItem } from "@/lib/deletion/journal/deletion-tables";
import { isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { logger } from "@/lib/logging/logger";
import type { CarryingOut } from "./carry-out";
import { listNow, lookAt } from "./look";

/**
 * Some registries keep listing a tag whose manifest they have deleted: records that for the tag. A tag that named
 * nothing was meant to vanish from the list, so it has failed if it is still listed, or if the list can't be read:
 * nothing is done before it was read back. In a deletion that will resume it is `planned` again instead.
 */
export async function tellWhatIsListed(
  { deletion, connection }: CarryingOut,
  notSeenAs: "planned" | "failed" = "failed",
): Promise<void> {
  const done = await listItems(deletion.id, { state: "done", kind: "tag" });
  if (done.length === 0) return;
  const unseen = done.filter(({ digest, detail }) => digest === null && detail === null);
  const notSeen = (code: ErrorCode) =>
    settleItems(
      deletion.id,
      unseen.map(({ at }) =>
        notSeenAs === "planned" ? { at, state: "planned" } : { at, state: "failed", code, detail: notReadBack },
      ),
    );
  try {
    const { tags, truncated } = await listNow(connection, deletion.repository);
    if (truncated) await notSeen("registry-bad-response");
    const listed = new Set(tags);
    const endings: ItemEnding[] = [];
    for (const item of done.filter(({ tag, restored_at }) => restored_at === null && listed.has(tag))) {
      const now = await lookAt(connection, item.repository, item.tag).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
        return unknown;
      });
      // For a tag that named nothing, the list is enough.
      if (now === null || (now === unknown && item.digest === null)) endings.push(endingOf(item));
    }
    await settleItems(deletion.id, endings);
  } catch (error) {
    if (!isAppError(error)) throw error;
    logger().warn({ err: error, deletion: deletion.id }, "what a deletion has left could not be listed");
    await notSeen(error.code);
  }
}

const unknown = "unknown";

const notReadBack = "The registry confirmed the delete, but its tag list could not be read to check that.";

const endingOf = ({ at, digest }: TagItem): ItemEnding =>
  digest === null
    ? {
        at,
        state: "failed",
        code: "delete-ignored",
        detail: "The registry confirmed the delete, but still lists the tag.",
      }
    : {
        at,
        state: "done",
        detail: "Its manifest is gone, but the registry still lists the tag.",
      };
