import "server-only";
import type { FoundPlace } from "@/lib/contract/doctor";
import { isProblem } from "@/lib/errors/problem";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import type { ProblemTag } from "@/lib/registry-index/questions/list-tag-problems";
import type { Judgement } from "./judgement";
import { firstPlaces } from "./places";

/** How far the index has read the registry: only where it has read all, nothing found means that there is nothing. */
export type Reading = { unreadTags: number; unreadRepositories: number; sweeps: number };

/** `oldestCheck`: when that tag was last looked at that was so longest ago; a sweep looks at some of them again. */
export type TagReading = Reading & { oldestCheck: number | null };

/** Tags with a problem; `more`: there are others. */
export type Problems = { tags: readonly ProblemTag[]; more: boolean };

const isDangling = ({ named, problem }: ProblemTag) => !named && isProblem(problem, "manifest-not-found");
const lacksChildren = ({ named, problem }: ProblemTag) => named && problem.missingPlatforms.length > 0;

/** Tags that are listed while their manifest is gone. */
export function judgeDanglingTags(problems: Problems, reading: TagReading): Judgement {
  const found = problems.tags.filter(isDangling);
  const base = { check: "danglingTags", ...asOfOldest(reading) } as const;
  if (found.length === 0)
    return { ...base, ...nothing("Every tag that was read has its manifest.", reading, problems) };
  return {
    ...{ ...base, state: "broken", ...firstPlaces(byRepository(found)) },
    seen: `${countTags(found.length, problems)} ${found.length === 1 ? "is" : "are"} listed, while the manifest is gone.${signaturesAmong(found)}`,
    consequence: "A pull fails as if there were no such tag, and a delete by digest fails too.",
    remedy:
      "Push the image again, or remove the tag: on 3.x by its name, on 2.8 by putting a placeholder in its place, which is then deleted.",
  };
}

/** Indexes that list manifests which are gone. */
export function judgeMissingChildren(problems: Problems, reading: Reading): Judgement {
  const found = problems.tags.filter(lacksChildren);
  const check = "missingChildren";
  if (found.length === 0) {
    // What did not change is not read again, so no later time is true of all of them.
    const seen = "Every image index that was read had all of its images when it was first read.";
    return { check, checkedAt: null, ...nothing(seen, reading, problems) };
  }
  return {
    ...{ check, state: "broken", ...firstPlaces(byRepository(found)) },
    seen: `${countTags(found.length, problems)} ${found.length === 1 ? "names an image index" : "name image indexes"} of which parts are gone.${signaturesAmong(found)}`,
    consequence:
      "Pulls for the missing platforms fail; the others work. A collection is refused while an image is not whole, unless it is told to run all the same.",
    remedy:
      "Push the image again with all of its platforms. A collection on 2.8 with `--delete-untagged` does this damage, and so does deleting a platform by its digest.",
  };
}

/** Tags that can't be read for another reason: damaged links or manifests, formats that nobody reads any more. */
export function judgeBrokenTags(problems: Problems, reading: TagReading): Judgement {
  const found = problems.tags.filter((tag) => !isDangling(tag) && !lacksChildren(tag));
  const base = { check: "brokenTags", ...asOfOldest(reading) } as const;
  if (found.length === 0) return { ...base, ...nothing("Every tag that was read could be read.", reading, problems) };
  return {
    ...{ ...base, state: "broken", ...firstPlaces(byRepository(found)) },
    seen: `${countTags(found.length, problems)} could not be read, or not completely.${signaturesAmong(found)}`,
    consequence:
      "They can't be pulled, or not everywhere. While one of a repository can't be read, nothing there is deleted by digest, and a collection may stop at it.",
    remedy: "Push the tag again, which writes it anew. What the registry failed with stands in its log.",
  };
}

/** Names of repositories without a tag, those apart that somebody has hidden. */
export function judgeEmptyRepositories(names: readonly string[], reading: Reading): Judgement {
  const check = "emptyRepositories";
  if (names.length === 0)
    return { check, ...nothing("No repository stands in the lists without a tag.", { ...reading, unreadTags: 0 }) };
  const places = names.map((repository): FoundPlace => ({ repository, tags: [], count: 0, detail: null }));
  const what = names.length === 1 ? "One repository has" : `${formatCount(names.length)} repositories have`;
  return {
    ...{ check, state: "attention", seen: `${what} no tag.`, ...firstPlaces(places) },
    consequence:
      "The registry goes on listing their names, whatever is deleted and collected; nothing can be pulled from them.",
    remedy:
      "Hide the names here: what is pushed to one shows it again. Only removing their folder from the storage removes them.",
  };
}

/** Manifests that no tag names any more. */
export function judgeUntaggedManifests(
  counts: readonly { repository: string; count: number }[],
  bytes: number | null,
  reading: Reading,
): Judgement {
  const check = "untaggedManifests";
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0)
    return {
      check,
      ...nothing(
        "No manifest lost its tags since the console knows the registry; a registry doesn't list those that had none before.",
        reading,
      ),
    };
  const places = counts.map(({ repository, count }): FoundPlace => ({ repository, tags: [], count, detail: null }));
  const size = bytes ? ` They hold ${formatBytes(bytes)} that nothing else needs.` : "";
  return {
    ...{ check, state: "attention", ...firstPlaces(places) },
    seen: `${all === 1 ? "One manifest has lost its" : `${formatCount(all)} manifests have lost their`} tags since the console knows the registry.${size}`,
    consequence: "They take room, and a plain garbage collection keeps them.",
    remedy:
      "Delete them from the page of what is stale, and then collect; or collect with “remove untagged” where that is safe.",
  };
}

/** Tags of signatures and the like whose images are certainly gone, by repository. */
export function judgeOrphanedReferrers(
  found: readonly { repository: string; tags: readonly string[] }[],
  { allAsked, ...reading }: Reading & { allAsked: boolean },
): Judgement {
  const check = "orphanedReferrers";
  const all = found.reduce((sum, { tags }) => sum + tags.length, 0);
  if (all === 0 && !allAsked)
    return { check, state: "unknown", seen: "Nothing so far, but not every image could be asked for." };
  if (all === 0) return { check, ...nothing("Every signature, SBOM and attestation has its image.", reading) };
  const places = found.map(({ repository, tags }): FoundPlace => {
    return { repository, tags: [...tags], count: tags.length, detail: null };
  });
  return {
    ...{ check, state: "attention", ...firstPlaces(places) },
    seen: `${all === 1 ? "One tag of a signature, an SBOM or an attestation belongs" : `${formatCount(all)} tags of signatures, SBOMs and attestations belong`} to images that the registry no longer has.`,
    consequence: "They take room, and nothing verifies or uses them.",
    remedy: "Delete them from the page of what is stale, and then collect.",
  };
}

const asOfOldest = ({ oldestCheck }: TagReading) =>
  oldestCheck === null ? {} : { checkedAt: new Date(oldestCheck).toISOString() };

function nothing(
  seen: string,
  { unreadTags, unreadRepositories, sweeps }: Reading,
  { tags, more }: Problems = { tags: [], more: false },
): Pick<Judgement, "state" | "seen"> {
  if (sweeps > 0 && !more && unreadTags + unreadRepositories === 0) return { state: "ok", seen };
  const left = more
    ? `only the first ${formatCount(tags.length)} tags with a problem were looked through`
    : unreadTags > 0
      ? `${formatCount(unreadTags)} ${unreadTags === 1 ? "tag was" : "tags were"} never read`
      : unreadRepositories > 0
        ? `the tags of ${formatCount(unreadRepositories)} ${unreadRepositories === 1 ? "repository" : "repositories"} were never listed`
        : "the registry was never read to the end";
  return { state: "unknown", seen: `Nothing so far, but ${left}.` };
}

function byRepository(tags: readonly ProblemTag[]): FoundPlace[] {
  const groups = Map.groupBy(tags, ({ repository }) => repository);
  return [...groups].map(([repository, some]) => ({
    repository,
    tags: some.map(({ tag }) => tag),
    count: some.length,
    detail: some[0]?.problem.detail ?? null,
  }));
}

/** The pages that a finding leads to leave them out. */
function signaturesAmong(tags: readonly ProblemTag[]): string {
  const count = tags.filter(({ referrer }) => referrer).length;
  if (count === 0) return "";
  const what =
    count === 1 ? "One of them is the tag of a signature" : `${formatCount(count)} of them are tags of signatures`;
  return ` ${what} or the like, which the lists of tags leave out.`;
}

function countTags(count: number, { more }: Problems): string {
  if (more) return `At least ${formatCount(count)} tags`;
  return count === 1 ? "One tag" : `${formatCount(count)} tags`;
}
