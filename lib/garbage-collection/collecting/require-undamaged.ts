import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { counted } from "@/lib/format/count";
import { recordBroken } from "@/lib/garbage-collection/images/broken-store";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { type CheckedImages, findNewlyBroken } from "./check-images";
import type { RunContext } from "./run-context";

/**
 * Throws `images-damaged` if an image that was complete before no longer is. `gone` are tags that did not answer right
 * after the collection; they are requested once more.
 */
export async function requireUndamaged(
  context: RunContext,
  before: CheckedImages,
  gone: readonly string[],
): Promise<void> {
  await context.record({ phase: "verifying" });
  const silent = [];
  for (const name of gone) if (!(await answersAgain(context, before, name))) silent.push(name);
  const now = await findNewlyBroken(context, before);
  if (now.caches.length > 0)
    context.log.note(
      `${counted(now.caches.length, "build cache has", "build caches have")} lost layers, which the next build makes again: ${now.caches.slice(0, 50).join(", ")}`,
    );
  const damaged = [...new Set([...silent, ...now.damaged])].sort();
  if (damaged.length === 0) return context.log.note(`Whole as before: ${counted(before.whole, "image")}`);
  context.log.note(
    `DAMAGED: ${counted(damaged.length, "tag no longer answers", "tags no longer answer")}: ${damaged.slice(0, 50).join(", ")}`,
  );
  await recordBroken(
    context.run.id,
    damaged.flatMap((name) => {
      const tagged = before.tags.answering.get(name);
      return tagged ? [{ ...tagged, detail: "It was complete before this collection." }] : [];
    }),
  );
  throw new AppError(
    "images-damaged",
    `${counted(damaged.length, "tag")} answered before the collection and not after it, such as ${damaged.slice(0, 3).join(", ")}. Push what is lost again. The log names them.`,
  );
}

/** The registry may have been restarting when it was asked. */
async function answersAgain({ runner }: RunContext, { tags }: CheckedImages, name: string): Promise<boolean> {
  const tagged = tags.answering.get(name);
  if (!tagged) return false;
  const now = await findManifestDigest(runner.connection, tagged.repository, tagged.tag).catch(() => null);
  return now !== null;
}
