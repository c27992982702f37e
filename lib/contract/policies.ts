import { z } from "zod";
import { type List, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";
import { registryNameSchema } from "./registries";
import { scheduleSchema } from "./schedule";

const globSchema = z.string().trim().min(1).max(255);

/** Selects the tags that match any of these; all tags if nothing is given. */
export const tagSelectorSchema = z.strictObject({
  /** `*` matches anything, `?` one character, `{a,b}` either. */
  globs: z.array(globSchema).max(50).optional(),
  /** A regular expression (RE2) that matches the whole tag. */
  pattern: z.string().min(1).max(500).optional(),
  /** A range of semantic versions, as in `>=1.4 <2`. */
  versions: z.string().min(1).max(200).optional(),
});
export type TagSelector = z.infer<typeof tagSelectorSchema>;

const dateSchema = z.enum(["pushed", "pulled", "created"]);

export const policySpecSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  registry: registryNameSchema,
  repositories: z.strictObject({
    /** Here `*` matches anything within one part of a name, and `**` any parts. */
    include: z.array(globSchema).min(1).max(50),
    exclude: z.array(globSchema).max(50).default([]),
  }),
  /** The tags that the policy applies to; it touches no others. */
  tags: tagSelectorSchema.default({}),
  /** Which of these tags stay; the rest of these tags are deleted. */
  keep: z
    .strictObject({
      newest: z
        .array(
          z.strictObject({
            count: z.number().int().min(1).max(10_000),
            by: z.enum(["semver", "pushed", "created"]).default("semver"),
            /**
             * The groups of which the newest stay: all tags, 1.x, 1.4.x, or those with the same text before the first
             * digit.
             */
            per: z.enum(["all", "major", "minor", "prefix"]).default("all"),
          }),
        )
        .max(10)
        .default([]),
      within: z
        .array(z.strictObject({ days: z.number().int().min(1).max(36_500), of: dateSchema }))
        .max(5)
        .default([]),
      matching: tagSelectorSchema.optional(),
    })
    .refine(({ newest, within, matching }) => newest.length + within.length > 0 || matching !== undefined, {
      message: "must keep something: a policy that keeps nothing deletes everything",
    }),
  withReferrers: z.boolean().default(true),
  removeManifests: z.boolean().optional(),
  /** A run that would delete more than this percentage of a repository's tags stops before it deletes anything. */
  mostPercent: z.number().int().min(1).max(100).default(50),
  schedule: scheduleSchema.nullable().default(null),
  enabled: z.boolean().default(false),
});
export type PolicySpec = z.infer<typeof policySpecSchema>;

/** A policy as a client sends it: as JSON, or as YAML with the same content. */
export const policyInputSchema = z.strictObject({
  spec: z.unknown().optional(),
  yaml: z.string().max(65_536).optional(),
});
export type PolicyInput = z.infer<typeof policyInputSchema>;

/** A policy as JSON and as YAML: the answer of `POST /api/clean-up/policy-texts` to either. */
export const policyTextSchema = z.object({ spec: policySpecSchema, yaml: z.string() });
export type PolicyText = z.infer<typeof policyTextSchema>;

/** The policy to preview, as a client sends it, and the saved policy that it belongs to. */
export const previewInputSchema = policyInputSchema.extend({ policy: z.string().max(64).optional() });

export const startPolicyRunSchema = z.strictObject({ preview: z.string().max(64) });

export const policySchema = z.object({
  id: z.string(),
  spec: policySpecSchema,
  /** `spec` as YAML. */
  yaml: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  changedBy: z.string(),
  /** The next times at which the policy runs; empty if it is off or has no schedule. */
  nextRuns: z.array(z.string()),
});
export type Policy = z.infer<typeof policySchema>;
export type PolicyList = List<Policy>;

/** What happens to one tag, and why. */
export const verdictSchema = z.object({
  repository: z.string(),
  tag: z.string(),
  verdict: z.enum(["keep", "delete"]),
  /** A sentence: "third newest of 1.4.x". */
  because: z.string(),
  /** The change since the last preview of the policy. */
  change: z.enum(["now-deleted", "now-kept"]).nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const repositoryVerdictSchema = z.object({
  repository: z.string(),
  tags: z.number().int(),
  deletes: z.number().int(),
  /** Tags that the policy doesn't apply to. */
  untouched: z.number().int(),
  /** Why nothing is deleted here. */
  problem: itemProblemSchema.nullable(),
});
export type RepositoryVerdict = z.infer<typeof repositoryVerdictSchema>;

export const previewSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  tags: z.number().int(),
  keeps: z.number().int(),
  deletes: z.number().int(),
  repositories: z.array(repositoryVerdictSchema),
  /** Why a run would delete nothing at all. */
  problem: itemProblemSchema.nullable(),
  verdicts: z.array(verdictSchema),
  /** True if there are more verdicts than are returned. */
  truncated: z.boolean(),
});
export type Preview = z.infer<typeof previewSchema>;

export const policyRunSchema = z.object({
  id: z.string(),
  policy: z.string(),
  policyName: z.string(),
  state: z.enum(["running", "done", "stopped", "failed"]),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  startedBy: z.string(),
  deletes: z.number().int(),
  deletions: z.array(z.string()),
  /**
   * Whether the deleted items can be put back. `nothing`: there are none. `partly`: some are back, and the rest could not
   * be put back or were not requested. `undone`: all are back. `final`: a garbage collection has made those final that
   * are not back.
   */
  undo: z.enum(["nothing", "possible", "goes-on", "partly", "undone", "final"]),
  problem: itemProblemSchema.nullable(),
});
export type PolicyRun = z.infer<typeof policyRunSchema>;
export type PolicyRunList = List<PolicyRun>;

export const runDeletionsQuerySchema = z.object({ limit: pagingShape.limit, cursor: pagingShape.cursor });

export const policyRunQuerySchema = z.object({ ...pagingShape, registry: registryNameSchema.optional() });
