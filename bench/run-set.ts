import { connectToConsole } from "@/bench/console/console-client";
import { startBenchConsole } from "@/bench/console/start-bench-console";
import { prepareDataSet } from "@/bench/data-set/prepare-data-set";
import { largestRepository, sampleImages } from "@/bench/data-set/sample-images";
import type { SetName } from "@/bench/data-set/sets";
import { type Figure, NotAvailable } from "@/bench/figure";
import { measureAccess } from "@/bench/figures/access";
import { measureBrowser } from "@/bench/figures/browser";
import { type ColdIndex, compareColdIndex, fillIndex } from "@/bench/figures/cold-index";
import { checkCounts } from "@/bench/figures/counts";
import { measureDatabase } from "@/bench/figures/database";
import { measureDeletes } from "@/bench/figures/deletes";
import { measureJavascript } from "@/bench/figures/javascript";
import { measureEmptyMemory, measureIndexedMemory, measureMemoryGrowth } from "@/bench/figures/memory";
import { measurePeople } from "@/bench/figures/people";
import { measureSearch } from "@/bench/figures/search";
import { measureSecondSweep } from "@/bench/figures/second-sweep";
import { measureTagsPage } from "@/bench/figures/tags-page";
import { measureWaits } from "@/bench/figures/waits";
import type { StepName } from "@/bench/options";
import { countRequests } from "@/bench/registry/request-counts";
import { runBareLoop } from "@/bench/registry/run-bare-loop";
import { startRegistry } from "@/bench/registry/start-registry";
import { warmFiles } from "@/bench/registry/warm-files";
import type { Stage } from "@/bench/stage";

type SetRun = { name: SetName; seed: string; program: string; steps: readonly StepName[]; say(line: string): void };

const measures: Record<Exclude<StepName, "cold">, (stage: Stage) => Promise<Figure[]>> = {
  counts: checkCounts,
  sweep: measureSecondSweep,
  tags: measureTagsPage,
  search: measureSearch,
  access: measureAccess,
  browser: measureBrowser,
  javascript: measureJavascript,
  people: measurePeople,
  memory: measureMemoryGrowth,
  waits: measureWaits,
  deletes: measureDeletes,
  database: measureDatabase,
};

/** Measures one set on a registry that nobody has read yet, and reports each figure as soon as it is available. */
export async function runSet(run: SetRun, report: (figures: Figure[]) => void): Promise<void> {
  const { name, seed, program, steps, say } = run;
  const set = await prepareDataSet(name, seed, say);
  const emptyBytes = steps.includes("memory") ? await measureEmptyMemory(program) : null;
  const registry = await startRegistry(program, set.storageDir);
  try {
    const bare = async () => (steps.includes("cold") ? [await runBareLoop(registry.url)] : []);
    warmFiles(set.storageDir);
    const loops = await bare();
    const before = await countRequests(registry.metricsUrl);
    const server = await startBenchConsole(registry.url);
    try {
      const client = await connectToConsole(server.url);
      const samples = sampleImages(name, seed, 200);
      const stage: Stage = {
        set,
        samples,
        largest: largestRepository(name, seed),
        registry,
        console: server,
        client,
        program,
        say,
      };
      const cold = await fillIndex(stage, before).catch(giveReason);
      if (steps.includes("cold")) report(await coldFigures(stage, cold, async () => [...loops, ...(await bare())]));
      if (emptyBytes !== null) report([await measureIndexedMemory(stage, emptyBytes)]);
      for (const step of steps) if (step !== "cold") report(await figuresOf(step, stage));
    } finally {
      await server.remove();
    }
  } finally {
    await registry.close();
  }
}

async function coldFigures(stage: Stage, cold: ColdIndex | string, loops: () => Promise<BareLoops>): Promise<Figure[]> {
  if (typeof cold === "string") return [missing(stage, "cold", cold)];
  return compareColdIndex(stage, cold, await loops());
}

type BareLoops = Awaited<ReturnType<typeof runBareLoop>>[];

// A figure that fails is no reason to discard the others.
async function figuresOf(step: Exclude<StepName, "cold">, stage: Stage): Promise<Figure[]> {
  stage.say(`${stage.set.name}: ${step} ...`);
  const figures = await measures[step](stage).catch(giveReason);
  return typeof figures === "string" ? [missing(stage, step, figures)] : figures;
}

function giveReason(error: unknown): string {
  return error instanceof NotAvailable ? `not available: ${error.message}` : `failed: ${error}`;
}

function missing({ set }: Stage, step: StepName, detail: string): Figure {
  return { set: set.name, name: step, value: null, goal: null, detail };
}
