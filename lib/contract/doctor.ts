import { z } from "zod";

/** Checks that are made together; each part is a separate answer, because some take longer than others. */
export const doctorPartSchema = z.enum(["connection", "software", "reports", "contents"]);
export type DoctorPart = z.infer<typeof doctorPartSchema>;

export const doctorQuerySchema = z.object({
  /** All parts if none is named. */
  part: doctorPartSchema.optional(),
  /** Whether to ask the registry again, even if it was asked a moment ago. */
  again: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
});
export type DoctorQuery = z.infer<typeof doctorQuerySchema>;

export type DoctorCheck =
  | ("reachable" | "auth" | "tls" | "clock")
  | ("version" | "pushes" | "deletes" | "descriptorCache")
  | ("catalog" | "tagLists" | "notifications")
  | (
      | "danglingTags"
      | "brokenTags"
      | "missingChildren"
      | "layers"
      | "emptyRepositories"
      | "untaggedManifests"
      | "orphanedReferrers"
    );

/**
 * "broken": something doesn't work; "attention": something will stop working, or has a consequence that may surprise;
 * "unknown": the state could not be determined, and `seen` says why.
 */
export type FindingState = "ok" | "attention" | "broken" | "unknown";

/** What a check found: `GET /api/r/{registry}/doctor`. */
export type Finding = {
  check: DoctorCheck;
  part: DoctorPart;
  state: FindingState;
  /** The case of the check, such as "tls.expired". */
  code: string;
  /** Sentences, with names of settings in backticks. */
  seen: string;
  /** What follows from the finding; null if nothing does. */
  consequence: string | null;
  /** How to fix it; null if there is nothing to fix. */
  remedy: string | null;
  /** Lines to copy into the registry's configuration file. */
  lines: string | null;
  /** Known flaws of the registry's software. */
  flaws: FoundFlaw[];
  /** The first places where it was found. */
  places: FoundPlace[];
  /** The number of repositories in which it was found. */
  repositories: number;
  checkedAt: string | null;
};

export type FoundFlaw = {
  title: string;
  consequence: string;
  remedy: string;
  /**
   * The condition under which the flaw concerns this registry, if that can't be determined; null: it does concern it.
   */
  onlyIf: string | null;
  /** Whether the console works in such a way that the flaw does no harm. */
  evaded: boolean;
};

export type FoundPlace = {
  repository: string;
  /** The first tags; empty if the finding is about the repository. */
  tags: string[];
  /** The number of tags, or of manifests. */
  count: number;
  detail: string | null;
};

export type Examination = { findings: Finding[] };
