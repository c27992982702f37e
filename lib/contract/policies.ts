import { z } from "zod";
import { type List, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";
import { registryNameSchema } from "./registries";
import { scheduleSchema } from "./schedule";

const globSchema = z.string().trim().min(1).max(255);

/** Which tags are meant: those that match any of it; all where nothing is given. */
export const tagSelectorSchema = z.strictObject({
  /** `*` stands for anything, `?` for one character, `{a,b}` for either. */
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
    /** In these, `*` stands for anything within one part of a name, and `**` for any parts. */
    include: z.array(globSchema).min(1).max(50),
    exclude: z.array(globSchema).max(50).default([]),
  }),
  /** The tags that the policy is about; it touches no others. */
  tags: tagSelectorSchema.default({}),
  /** What stays of them; everything else goes. */
  keep: z
    .strictObject({
      newest: z
        .array(
          z.strictObject({
            count: z.number().int().min(1).max(10_000),
            by: z.enum(["semver", "pushed", "created"]).default("semver"),
            /** Of each of what: of all tags, of 1.x, of 1.4.x, or of those with the same text before the first digit. */
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
  /** A run that would delete more than this part of the tags of a repository stops before it deletes anything. */
  mostPercent: z.number().int().min(1).max(100).default(50),
  schedule: scheduleSchema.nullable().default(null),
  enabled: z.boolean().default(false),
});
export type PolicySpec = z.infer<typeof policySpecSchema>;

/** A policy as somebody sends it: JSON, or YAML of the same. */
export const policyInputSchema = z.strictObject({
  spec: z.unknown().optional(),
  yaml: z.string().max(65_536).optional(),
});
export type PolicyInput = z.infer<typeof policyInputSchema>;

/** A policy as JSON and as YAML: what `POST /api/clean-up/policy-texts` makes of either. */
export type PolicyText = { spec: PolicySpec; yaml: string };

/** What to preview, as somebody has it, and of which saved policy it is. */
export const previewInputSchema = policyInputSchema.extend({ policy: z.string().max(64).optional() });

export const startPolicyRunSchema = z.strictObject({ preview: z.string().max(64) });

export const policySchema = z.object({
  id: z.string(),
  spec: policySpecSchema,
  /** The same as YAML. */
  yaml: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  changedBy: z.string(),
  /** The next times at which it runs; none where it is off or has no schedule. */
  nextRuns: z.array(z.string()),
});
export type Policy = z.infer<typeof policySchema>;
export type PolicyList = List<Policy>;

/** What becomes of one tag, and why. */
export const verdictSchema = z.object({
  repository: z.string(),
  tag: z.string(),
  verdict: z.enum(["keep", "delete"]),
  /** A sentence: "third newest of 1.4.x". */
  because: z.string(),
  /** Against the last preview of the policy. */
  change: z.enum(["now-deleted", "now-kept"]).nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const repositoryVerdictSchema = z.object({
  repository: z.string(),
  tags: z.number().int(),
  deletes: z.number().int(),
  /** Tags that the policy is not about. */
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
  /** There are more verdicts than are told. */
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
   * Whether what it deleted can be put back: there is `nothing`, some of it is back and the rest could not be, or was not
   * asked for (`partly`), all of it is back (`undone`), or a garbage collection has made `final` what is not.
   */
  undo: z.enum(["nothing", "possible", "goes-on", "partly", "undone", "final"]),
  problem: itemProblemSchema.nullable(),
});
export type PolicyRun = z.infer<typeof policyRunSchema>;
export type PolicyRunList = List<PolicyRun>;

export const runDeletionsQuerySchema = z.object({ limit: pagingShape.limit, cursor: pagingShape.cursor });

export const policyRunQuerySchema = z.object({ ...pagingShape, registry: registryNameSchema.optional() });
