import { z } from "zod";
import { pagingShape } from "./list";
import { itemProblemSchema } from "./problem";
import { registryNameSchema } from "./registries";
import { scheduleSchema } from "./schedule";

export const runStateSchema = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);

export const runSchema = z.object({
  id: z.string(),
  /** Counts up from 1, for display. */
  number: z.number().int(),
  registry: z.string(),
  dryRun: z.boolean(),
  removeUntagged: z.boolean(),
  /** A dry run that goes through every step of a collection but the collection itself. */
  rehearsal: z.boolean(),
  /** Whether the run continues although images were broken before. */
  acceptBroken: z.boolean(),
  state: runStateSchema,
  /** What the run is doing now, e.g. "restarting-read-only", "collecting"; null when it has finished. */
  phase: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  startedBy: z.string(),
  blobsMarked: z.number().int().nullable(),
  blobsEligible: z.number().int().nullable(),
  manifestsEligible: z.number().int().nullable(),
  reclaimableBytes: z.number().int().nullable(),
  reclaimedBytes: z.number().int().nullable(),
  /** Eligible blobs whose size is unknown and not included in the bytes. */
  unknownSizes: z.number().int(),
  failure: itemProblemSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const runQuerySchema = z.object({ ...pagingShape, registry: registryNameSchema.optional() });
export type RunQuery = z.infer<typeof runQuerySchema>;

export const startRunSchema = z.strictObject({
  registry: registryNameSchema,
  dryRun: z.boolean(),
  removeUntagged: z.boolean().default(false),
  /** For a dry run: make the registry read-only, look at every image, and make it writable again. */
  rehearsal: z.boolean().default(false),
  /** Collect although images are broken already. */
  acceptBroken: z.boolean().default(false),
});
/** Values with a default may be left out. */
export type StartRun = z.input<typeof startRunSchema>;

/** The images that a run found broken, the first by name: `GET …/runs/{id}/broken`. */
export const brokenImageSchema = z.object({
  repository: z.string(),
  tag: z.string(),
  digest: z.string().nullable(),
  detail: z.string(),
});
export type BrokenImage = z.infer<typeof brokenImageSchema>;

/** One finding about a collector's set-up: `GET /api/clean-up/garbage-collection/{registry}/set-up`. */
export const setUpFindingSchema = z.object({
  name: z.string(),
  state: z.enum(["ok", "failed", "unknown"]),
  detail: z.string(),
});
export type SetUpFinding = z.infer<typeof setUpFindingSchema>;

/** What a registry's garbage collection can do, for the page: `GET /api/clean-up/garbage-collection/{registry}`. */
export const collectorSchema = z.object({
  registry: z.string(),
  /** The registry's address, as configured. */
  url: z.string(),
  runner: z.enum(["managed", "command", "docker", "kubernetes", "harbor", "webhook", "automatic", "none"]),
  /** The software behind the registry's API, as for registries; "unknown" if it can't be asked. */
  software: z.string(),
  /** Whether the runner can do a dry run, which removes nothing. */
  canLook: z.boolean(),
  /** Whether the steps around a collection can be run without the collection itself. */
  canRehearse: z.boolean(),
  /** Whether the requirements of the runner's set-up can be checked. */
  canInspect: z.boolean(),
  /**
   * What a run has left behind that could not be repaired yet, such as a registry that refuses pushes; null if there is
   * nothing.
   */
  leftBehind: itemProblemSchema.nullable(),
  /** Why a run can't be started at all; null when it can. */
  blockedBy: itemProblemSchema.nullable(),
  /** Why "Remove untagged" isn't offered; null when it is. */
  removeUntaggedBlockedBy: itemProblemSchema.nullable(),
  /** Whether the registry refuses pushes during a run. */
  readOnlyWhileRunning: z.boolean(),
  /**
   * The state of the registry while it is collected: "online" if it protects data in use itself, "delegated" if the
   * service that collects must make it refuse pushes.
   */
  whileCollecting: z.enum(["read-only", "stopped", "writable", "online", "delegated"]),
});
export type Collector = z.infer<typeof collectorSchema>;

/** When a registry is collected: the body of `PUT /api/clean-up/garbage-collection/{registry}/schedule`. */
export const collectionScheduleSchema = scheduleSchema.extend({ removeUntagged: z.boolean().default(false) });
export type CollectionSchedule = z.input<typeof collectionScheduleSchema>;

/** The schedule of a registry: the answer to that `PUT`, and to `GET` of the same address. */
export const scheduledCollectionSchema = z.object({
  /** Null if the registry is collected only on request. */
  schedule: collectionScheduleSchema.nullable(),
  /** Who keeps the schedule: the console, or the service that collects. */
  keptBy: z.enum(["console", "harbor"]),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
  nextRuns: z.array(z.string()),
});
export type ScheduledCollection = z.infer<typeof scheduledCollectionSchema>;
