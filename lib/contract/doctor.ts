import { z } from "zod";

/** What is looked at together; each part is an answer of its own, as some take longer than others. */
export const doctorPartSchema = z.enum(["connection", "software", "reports", "contents"]);
export type DoctorPart = z.infer<typeof doctorPartSchema>;

export const doctorQuerySchema = z.object({
  /** All of them where none is named. */
  part: doctorPartSchema.optional(),
  /** Whether the registry is asked again, though it was a moment ago. */
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
 * "broken": something doesn't work; "attention": something will not, or has a consequence that may surprise; "unknown":
 * it could not be told, and `seen` says why.
 */
export type FindingState = "ok" | "attention" | "broken" | "unknown";

/** What a check found: `GET /api/r/{registry}/doctor`. */
export type Finding = {
  check: DoctorCheck;
  part: DoctorPart;
  state: FindingState;
  /** Which case of the check it is, such as "tls.expired". */
  code: string;
  /** Sentences, with names of settings between backticks. */
  seen: string;
  /** What follows from it; null where nothing does. */
  consequence: string | null;
  /** How to mend it; null where there is nothing to mend. */
  remedy: string | null;
  /** For the registry's configuration file, to copy. */
  lines: string | null;
  /** Known flaws of its software. */
  flaws: FoundFlaw[];
  /** Where it was found, the first of them. */
  places: FoundPlace[];
  /** In how many repositories it was found. */
  repositories: number;
  checkedAt: string | null;
};

export type FoundFlaw = {
  title: string;
  consequence: string;
  remedy: string;
  /** What must be so that it concerns this registry, as far as that can't be told; null: it does. */
  onlyIf: string | null;
  /** The console goes about it so that it does no harm. */
  evaded: boolean;
};

export type FoundPlace = {
  repository: string;
  /** Tags, the first of them; none where it is about the repository. */
  tags: string[];
  /** Of tags, or of manifests. */
  count: number;
  detail: string | null;
};

export type Examination = { findings: Finding[] };
