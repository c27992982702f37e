import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { RunLog } from "./open-run-log";

/** What a step of a run may use. */
export type StepContext = { log: RunLog; signal: AbortSignal; dataDir: string };

/** A way to run a registry's own collector. Everything that differs between the ways is here, as data. */
export type Runner = {
  kind: "managed" | "command";
  connection: RegistryConnection;
  /** Whether a collection may go on although the registry accepts pushes. */
  allowWritable: boolean;
  timeoutMs: number;
  /** The program and its arguments; null where this kind of run isn't configured. */
  command(options: { dryRun: boolean; removeUntagged: boolean }): readonly string[] | null;
  /** The collector's environment, beside what every child gets. */
  environment: Record<string, string>;
  /** Makes the registry refuse pushes; null where nothing does. */
  makeReadOnly: ((context: StepContext) => Promise<void>) | null;
  /** Makes it accept them again; runs whenever `makeReadOnly` began, also after a crash. */
  makeWritable: ((context: StepContext) => Promise<void>) | null;
  /** Whether a look at its storage without changing it costs nobody anything, so that it can be done unasked. */
  canLookUnasked: boolean;
  /** The sizes in bytes that are known, by digest. */
  findSizes(digests: readonly string[]): Promise<Map<string, number>>;
  /** Which of the blobs are still there; null where nobody can tell. */
  findRemaining: ((digests: readonly string[]) => Promise<Set<string>>) | null;
};
