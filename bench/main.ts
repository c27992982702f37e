import { prepareDataSet, removeKeptSets } from "@/bench/data-set/prepare-data-set";
import type { Figure } from "@/bench/figure";
import { parseOptions } from "@/bench/options";
import { describeMachine, formatTable, writeResults } from "@/bench/report";
import { runSet } from "@/bench/run-set";
import { endOnSignals } from "@/bench/undo-at-exit";
import { findRegistryBinaries } from "@/bin/find-registry.mjs";

const say = (line: string) => console.log(line);
const { sets, seed, registry, clean, prepareOnly, stepsOf } = parseOptions(process.argv.slice(2));

endOnSignals();
if (clean) removeKeptSets();
else if (prepareOnly) for (const set of sets) await prepareDataSet(set, seed, say);
else await measure();

async function measure(): Promise<void> {
  const program = registry ?? (await findRegistryProgram());
  const about = { date: new Date().toISOString(), seed, registry: program };
  say(`${program}, ${describeMachine()}`);
  const figures: Figure[] = [];
  for (const name of sets)
    await runSet({ name, seed, program, steps: stepsOf(name), say }, (measured) => {
      figures.push(...measured);
      for (const { name: what, value, detail } of measured) say(`  ${what}: ${value?.toFixed(3) ?? "–"} (${detail})`);
    });
  say(`\n${formatTable(figures)}\n`);
  say(`Written to ${writeResults(figures, about)}`);
}

// Most people run the older registry, so it is the default; the newer one is measured when it is named.
async function findRegistryProgram(): Promise<string> {
  const found = await findRegistryBinaries();
  const [first] = [...found.filter(({ path }) => path.endsWith("docker-registry")), ...found];
  if (!first) throw new Error("The benchmark needs CNCF Distribution on the PATH, or --registry <path>.");
  return first.path;
}
