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

export const doctorCheckSchema = z.enum([
  "reachable",
  "auth",
  "tls",
  "clock",
  "version",
  "pushes",
  "deletes",
  "descriptorCache",
  "catalog",
  "tagLists",
  "notifications",
  "danglingTags",
  "brokenTags",
  "missingChildren",
  "layers",
  "emptyRepositories",
  "untaggedManifests",
  "orphanedReferrers",
]);
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

/**
 * "broken": something doesn't work; "attention": something will stop working, or has a consequence that may surprise;
 * "unknown": the state could not be determined, and `seen` says why.
 */
export const findingStateSchema = z.enum(["ok", "attention", "broken", "unknown"]);
export type FindingState = z.infer<typeof findingStateSchema>;

export const foundFlawSchema = z.object({
  title: z.string(),
  consequence: z.string(),
  remedy: z.string(),
  /**
   * The condition under which the flaw concerns this registry, if that can't be determined; null: it does concern it.
   */
  onlyIf: z.string().nullable(),
  /** Whether the console works in such a way that the flaw does no harm. */
  evaded: z.boolean(),
});
export type FoundFlaw = z.infer<typeof foundFlawSchema>;

export const foundPlaceSchema = z.object({
  repository: z.string(),
  /** The first tags; empty if the finding is about the repository. */
  tags: z.array(z.string()),
  /** The number of tags, or of manifests. */
  count: z.number().int(),
  detail: z.string().nullable(),
});
export type FoundPlace = z.infer<typeof foundPlaceSchema>;

/** What a check found: `GET /api/r/{registry}/doctor`. */
export const findingSchema = z.object({
  check: doctorCheckSchema,
  part: doctorPartSchema,
  state: findingStateSchema,
  /** The case of the check, such as "tls.expired". */
  code: z.string(),
  /** Sentences, with names of settings in backticks. */
  seen: z.string(),
  /** What follows from the finding; null if nothing does. */
  consequence: z.string().nullable(),
  /** How to fix it; null if there is nothing to fix. */
  remedy: z.string().nullable(),
  /** Lines to copy into the registry's configuration file. */
  lines: z.string().nullable(),
  /** Known flaws of the registry's software. */
  flaws: z.array(foundFlawSchema),
  /** The first places where it was found. */
  places: z.array(foundPlaceSchema),
  /** The number of repositories in which it was found. */
  repositories: z.number().int(),
  checkedAt: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const examinationSchema = z.object({ findings: z.array(findingSchema) });
export type Examination = z.infer<typeof examinationSchema>;
