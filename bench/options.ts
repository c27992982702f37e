import { parseArgs } from "node:util";
import type { SetName } from "@/bench/data-set/sets";

/** The steps that are measured, in this order; the goals of most figures name one set. */
export const stepNames = [
  "cold",
  "counts",
  "sweep",
  "tags",
  "search",
  "access",
  "browser",
  "javascript",
  "people",
  "memory",
  "waits",
  "deletes",
  "database",
] as const;
export type StepName = (typeof stepNames)[number];

const usual: Record<SetName, readonly StepName[]> = {
  S: stepNames,
  M: ["cold", "counts", "sweep", "tags", "browser", "waits"],
  L: stepNames.filter((step) => step !== "cold" && step !== "sweep" && step !== "deletes"),
};

export type BenchOptions = {
  sets: SetName[];
  seed: string;
  /** The path of the registry program; null for the first one found. */
  registry: string | null;
  clean: boolean;
  /** Writes the data sets and measures nothing. */
  prepareOnly: boolean;
  stepsOf(set: SetName): readonly StepName[];
};

/** Reads the command line. Throws an error with an explanation if it can't be followed. */
export function parseOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      set: { type: "string", default: "M,L" },
      only: { type: "string" },
      seed: { type: "string", default: "1" },
      registry: { type: "string" },
      clean: { type: "boolean", default: false },
      prepare: { type: "boolean", default: false },
    },
  });
  if (!/^[a-z0-9]{1,20}$/.test(values.seed)) throw new Error("--seed takes up to 20 letters and digits");
  const sets = choose("--set", values.set, ["S", "M", "L"] as const);
  const only = values.only === undefined ? null : choose("--only", values.only, stepNames);
  return {
    sets,
    seed: values.seed,
    registry: values.registry ?? null,
    clean: values.clean,
    prepareOnly: values.prepare,
    stepsOf: (set) => (only === null ? usual[set] : stepNames.filter((step) => only.includes(step))),
  };
}

function choose<T extends string>(option: string, value: string, known: readonly T[]): T[] {
  const wanted = value.split(",");
  const unknown = wanted.filter((name) => !known.some((candidate) => candidate === name));
  if (unknown.length > 0) throw new Error(`${option} takes ${known.join(", ")}; not ${unknown.join(", ")}`);
  return known.filter((name) => wanted.includes(name));
}
