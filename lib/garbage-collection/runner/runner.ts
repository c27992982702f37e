import "server-only";
import type { CollectionSchedule, SetUpFinding } from "@/lib/contract/garbage-collection";
import type { RunLog } from "@/lib/garbage-collection/runs/open-run-log";
import type { RegistryConnection } from "@/lib/registry/connection";

/** What a step of a run may use. */
export type StepContext = { runId: string; log: RunLog; signal: AbortSignal; dataDir: string };

export type RunKind = { dryRun: boolean; removeUntagged: boolean };

/** One execution of a registry's own collector: passes on its output, line by line, and resolves with its exit code. */
export type CollectorGo = (context: StepContext, onLine: (line: string) => void) => Promise<number | null>;

type Common = {
  connection: RegistryConnection;
  /**
   * Checks, without changing anything, whether everything that a run needs is there; null if there is nothing to check.
   */
  inspect: ((signal: AbortSignal) => Promise<SetUpFinding[]>) | null;
  /**
   * Finds the registry's exact version, such as "2.8.2"; resolves with null if it isn't found. Null if it can't be
   * known.
   */
  findVersion: ((signal: AbortSignal) => Promise<string | null>) | null;
};

/** Drives the collector of CNCF Distribution step by step. */
export type SteppedRunner = Common & {
  by: "steps";
  kind: "managed" | "command" | "docker" | "kubernetes";
  /** Whether a collection may go on although the registry accepts pushes. */
  allowWritable: boolean;
  /** Whether the registry answers no requests from `makeReadOnly` to `makeWritable`. */
  stopsRegistry: boolean;
  /** Returns how to do that kind of run; null if it isn't configured. */
  prepare(kind: RunKind): CollectorGo | null;
  /** Throws if `makeReadOnly` would refuse, so that an untouched registry needs no repair. */
  requireReady?: (context: StepContext, kind: RunKind) => Promise<void>;
  /** Whether `makeWritable` first ends a collector that still runs, no matter who started it. */
  endsCollector: boolean;
  /** Whether `makeReadOnly` runs a step that the operator has written. */
  hasOwnSteps: boolean;
  /** Makes the registry refuse pushes; null if nothing does. */
  makeReadOnly: ((context: StepContext) => Promise<void>) | null;
  /**
   * Makes the registry accept pushes again; runs whenever `makeReadOnly` began, even after a crash. Running it twice
   * does no harm.
   */
  makeWritable: ((context: StepContext) => Promise<void>) | null;
  /** Empties the cache that remembers removed blobs across a restart of the registry; null if there is none. */
  forgetCached: ((context: StepContext) => Promise<void>) | null;
  /**
   * Whether reading the registry's storage, without changing it, costs nobody anything, so that it can be done unasked.
   */
  canLookUnasked: boolean;
  /** Returns the known sizes in bytes, by digest. */
  findSizes(digests: readonly string[]): Promise<Map<string, number>>;
  /** Returns which of the blobs still exist; null if that can't be known. */
  findRemaining: ((digests: readonly string[]) => Promise<Set<string>>) | null;
};

/** What a service reports of a collection that succeeded; null for what it doesn't report. */
export type ServiceReport = {
  blobsEligible: number | null;
  manifestsEligible: number | null;
  /** Of a dry run. */
  reclaimableBytes: number | null;
  /** Of a collection. */
  reclaimedBytes: number | null;
  /** The blobs that its log names as removable; after a collection that succeeded, they are gone. */
  removed: ReadonlySet<string>;
};

/** Asks a service that collects the registry by itself, and follows its run. */
export type ServiceRunner = Common & {
  by: "service";
  kind: "harbor" | "webhook";
  /** The schedule that the service keeps itself; null if the console keeps it. */
  schedule: {
    keptBy: "harbor";
    read(): Promise<CollectionSchedule | null>;
    write(schedule: CollectionSchedule | null): Promise<void>;
  } | null;
  /** Whether the service can be asked for that kind of run. */
  offers(kind: RunKind): boolean;
  /**
   * Has the service carry out the run, and waits until it ends, with the service's own log in the run's log. Throws if
   * it did not succeed.
   */
  collect(context: StepContext, kind: RunKind): Promise<ServiceReport>;
};

export type Runner = SteppedRunner | ServiceRunner;

/** Returns whether that kind of run is configured: a collection in steps also needs its dry run. */
export function offers(runner: Runner, kind: RunKind): boolean {
  if (runner.by === "service") return runner.offers(kind);
  // The running registry is asked what belongs to an image that stays.
  if (runner.stopsRegistry && kind.removeUntagged) return false;
  return runner.prepare(kind) !== null && runner.prepare({ ...kind, dryRun: true }) !== null;
}
