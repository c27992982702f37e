import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { CollectorReport } from "@/lib/garbage-collection/collector-output/parse-collector-output";
import type { TagSnapshot } from "@/lib/garbage-collection/images/snapshot-tags";

const unsafe = (detail: string) => new AppError("collection-unsafe", `${detail} Nothing was removed.`);

/**
 * Throws `collection-unsafe` if the collector does not read this registry's storage, does not report everything it
 * would remove, or would remove a manifest that a tag points at, for whatever reason it isn't marked.
 */
export function requireSafe(tags: TagSnapshot, report: CollectorReport): void {
  const eligible = report.summary?.blobsEligible ?? 0;
  if (report.blobs.size < eligible)
    throw unsafe(
      `The collector names only ${report.blobs.size} of the ${eligible} blobs it would remove, so it is unknown whether a tag needs one. Don't use a quiet option in its command.`,
    );
  for (const [name, { digest }] of tags.answering) {
    if (report.blobs.has(digest))
      throw unsafe(
        `The collector would remove ${digest}, which the tag ${name} points at. Its storage may be damaged there; push the image again, then run again.`,
      );
    if (!report.marked.has(digest) && !report.marksMore)
      throw unsafe(
        `The registry has ${name}, and its collector did not find that image: it looks at another storage than the registry, or doesn't say what it finds. Check which container, command or configuration it is started with.`,
      );
  }
}
