import type { ConsoleClient } from "@/bench/console/console-client";
import type { BenchConsole } from "@/bench/console/start-bench-console";
import type { PreparedSet } from "@/bench/data-set/prepare-data-set";
import type { SampleImage } from "@/bench/data-set/sample-images";
import type { BenchRegistry } from "@/bench/registry/start-registry";

/** The stage on which every figure is measured: a set, the registry that serves it and the console that shows it. */
export type Stage = {
  set: PreparedSet;
  largest: string;
  samples: SampleImage[];
  registry: BenchRegistry;
  console: BenchConsole;
  client: ConsoleClient;
  /** The registry program. */
  program: string;
  say(line: string): void;
};
