import "server-only";
import type { CollectionSchedule, SetUpFinding } from "@/lib/contract/garbage-collection";
import type { RunLog } from "@/lib/garbage-collection/runs/open-run-log";
import type { RegistryConnection } from "@/lib/registry/connection";

/** What a step of a run may use. */
export type StepContext = { runId: string; log: RunLog; signal: AbortSignal; dataDir: string };

export type RunKind = { dryRun: boolean; removeUntagged: boolean };

/** One go of a registry's own collector: hands on what it prints, line by line, and resolves with its exit code. */
export type CollectorGo = (context: StepContext, onLine: (line: string) => void) => Promise<number | null>;

type Common = {
  connection: RegistryConnection;
  /** Looks, without changing anything, whether all that a run needs is there; null where there is nothing to look at. */
  inspect: ((signal: AbortSignal) => Promise<SetUpFinding[]>) | null;
  /** The registry's exact version, such as "2.8.2", null where that isn't found; null where nobody can tell. */
  findVersion: ((signal: AbortSignal) => Promise<string | null>) | null;
};

/** Drives the collector of CNCF Distribution step by step. What differs between the ways is here, as data. */
export type SteppedRunner = Common & {
  by: "steps";
  kind: "managed" | "command" | "docker" | "kubernetes";
  /** Whether a collection may go on although the registry accepts pushes. */
  allowWritable: boolean;
  /** Whether the registry answers nobody from `makeReadOnly` to `makeWritable`. */
  stopsRegistry: boolean;
  /** How that kind of run is done; null where it isn't configured. */
  prepare(kind: RunKind): CollectorGo | null;
  /** Throws where `makeReadOnly` would refuse, so that a registry nobody has touched needs no putting right. */
  requireReady?: (context: StepContext, kind: RunKind) => Promise<void>;
  /** Whether `makeWritable` ends a collector first that is still at work, whoever has started it. */
  endsCollector: boolean;
  /** Whether `makeReadOnly` runs a step that the operator has written. */
  hasOwnSteps: boolean;
  /** Makes the registry refuse pushes; null where nothing does. */
  makeReadOnly: ((context: StepContext) => Promise<void>) | null;
  /** Makes it accept them again; runs whenever `makeReadOnly` began, also after a crash. Doing it twice does no harm. */
  makeWritable: ((context: StepContext) => Promise<void>) | null;
  /** Empties what remembers removed blobs beyond a restart of the registry; null where nothing does. */
  forgetCached: ((context: StepContext) => Promise<void>) | null;
  /** Whether a look at its storage without changing it costs nobody anything, so that it can be done unasked. */
  canLookUnasked: boolean;
  /** The sizes in bytes that are known, by digest. */
  findSizes(digests: readonly string[]): Promise<Map<string, number>>;
  /** Which of the blobs are still there; null where nobody can tell. */
  findRemaining: ((digests: readonly string[]) => Promise<Set<string>>) | null;
};

/** What a service says of a collection that it went through; null where it doesn't say. */
export type ServiceReport = {
  blobsEligible: number | null;
  manifestsEligible: number | null;
  /** Of a dry run. */
  reclaimableBytes: number | null;
  /** Of a collection. */
  reclaimedBytes: number | null;
  /** The blobs that its log names as removable; of a collection that went through, they are gone. */
  removed: ReadonlySet<string>;
};

/** Asks a service that collects the registry by itself, and follows it. */
export type ServiceRunner = Common & {
  by: "service";
  kind: "harbor" | "webhook";
  /** The schedule that the service keeps itself; null where the console keeps it. */
  schedule: {
    keptBy: "harbor";
    read(): Promise<CollectionSchedule | null>;
    write(schedule: CollectionSchedule | null): Promise<void>;
  } | null;
  /** Whether the service can be asked for that kind of run. */
  offers(kind: RunKind): boolean;
  /** Has it done, to its end, with the service's own log in the run's. Throws where it did not go through. */
  collect(context: StepContext, kind: RunKind): Promise<ServiceReport>;
};

export type Runner = SteppedRunner | ServiceRunner;

/** Whether that kind of run is configured: a collection step by step needs its dry run too. */
export function offers(runner: Runner, kind: RunKind): boolean {
  if (runner.by === "service") return runner.offers(kind);
  // What hangs on an image that stays is asked of the registry.
  if (runner.stopsRegistry && kind.removeUntagged) return false;
  return runner.prepare(kind) !== null && runner.prepare({ ...kind, dryRun: true }) !== null;
}
