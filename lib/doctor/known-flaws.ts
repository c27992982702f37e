import "server-only";
import type { Sentences } from "@/lib/i18n/sentences";

export type Version = readonly [major: number, minor: number, patch: number];

/** A flaw of CNCF Distribution that has consequences for people who run it. */
export type Flaw = {
  /** Its sentences are in `messages/`, below `sentences.flaws`. */
  id: Exclude<keyof Sentences["flaws"], "onlyIf">;
  /** The first and the last version that has it. */
  from: Version;
  to: Version;
  /** Only with this storage. */
  storage?: "s3";
  /** Only with more repositories than this. */
  moreRepositoriesThan?: number;
  /** Whether the console works around it, so that it does no harm. */
  evaded: boolean;
};

const first2: Version = [2, 0, 0];
const latest2: Version = [2, 8, 99];
const first3: Version = [3, 0, 0];
const latest3: Version = [3, 1, 1];

// Each with its source in the project's issues or code, the most important first.
export const knownFlaws: readonly Flaw[] = [
  // distribution/distribution#4903. One page holds a thousand.
  { id: "hiddenRepositories", from: first3, to: latest3, storage: "s3", moreRepositoriesThan: 999, evaded: false },
  // distribution/distribution#4891
  { id: "hiddenTags", from: [3, 1, 0], to: latest3, storage: "s3", evaded: false },
  // CVE-2023-2253
  { id: "catalogMemory", from: first2, to: [2, 8, 1], evaded: false },
  // distribution/distribution#3178
  { id: "untaggedChildren", from: first2, to: latest2, evaded: true },
  // registry/storage/garbagecollect.go
  { id: "untaggedReferrers", from: first2, to: latest3, evaded: true },
  // distribution/distribution#1529
  { id: "noTagDeletion", from: first2, to: latest2, evaded: true },
  // The changes of 3.0.0
  { id: "schemaOne", from: first3, to: [3, 99, 99], evaded: true },
  // distribution/distribution#4282
  { id: "emptyNames", from: first2, to: latest3, evaded: true },
];
