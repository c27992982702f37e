import "server-only";
import type { PlannedDeletion } from "@/lib/contract/deletions";

/** The numbers of a plan, as they were when it was made. */
export type DeletionSummary = Pick<
  PlannedDeletion,
  | "tags"
  | "attachedTags"
  | "referrers"
  | "manifests"
  | "tagsOnKeptManifests"
  | "danglingTags"
  | "absentTags"
  | "protectedTags"
  | "namedAgainTags"
  | "unreadableTags"
  | "incompleteTags"
  | "remainingTags"
  | "unreadTags"
  | "reclaimableBytes"
  | "untaggedBytes"
  | "sharedBytes"
  | "blockedBy"
>;

const none: DeletionSummary = {
  tags: 1,
  attachedTags: 0,
  referrers: 0,
  manifests: 0,
  tagsOnKeptManifests: 0,
  danglingTags: 0,
  absentTags: 0,
  protectedTags: [],
  namedAgainTags: [],
  unreadableTags: [],
  incompleteTags: [],
  remainingTags: 0,
  unreadTags: 0,
  blockedBy: null,
  reclaimableBytes: null,
  untaggedBytes: null,
  sharedBytes: null,
};

/** Parses the stored numbers. A deletion of an earlier version has none, and gets the defaults. */
export function parseSummary(text: string): DeletionSummary {
  return { ...none, ...(JSON.parse(text) as Partial<DeletionSummary>) };
}
