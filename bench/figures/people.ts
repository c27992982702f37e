import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findIndexProgress, startSweep, untilSwept } from "@/bench/console/index-progress";
import { cookieHeader } from "@/bench/console/sign-in";
import { type Figure, NotAvailable } from "@/bench/figure";
import { runScript } from "@/bench/run-script";
import type { Stage } from "@/bench/stage";
import { apiViews, pageViews } from "./views";

export type PeopleTask = {
  url: string;
  cookie: string;
  people: number;
  seconds: number;
  /** The shortest and the longest pause between two looks. */
  pauseMs: [number, number];
  pages: string[];
  calls: string[];
};
type Experience = { requests: number; failures: string[]; p50: number; p99: number; max: number };

/** Measures twenty people while the registry is swept again and again, against one person who has the machine alone. */
export async function measurePeople(stage: Stage): Promise<Figure[]> {
  const { client, set, say } = stage;
  if ((await findIndexProgress(client)) === null) throw new NotAvailable("this console has no index");
  const [pages, calls] = [pageViews(stage, 2_000), await apiViews(stage, 1_000)];
  const shared = { url: client.url, cookie: cookieHeader(client.cookies), pages, calls };
  // A person alone waits for nobody, so shorter pauses only give more samples for the p99.
  await browse({ ...shared, people: 1, seconds: 15, pauseMs: [0, 100] });
  const alone = await browse({ ...shared, people: 1, seconds: 75, pauseMs: [0, 100] });
  const sweeping = sweepUntilStopped(stage);
  const together = await browse({ ...shared, people: 20, seconds: 120, pauseMs: [1_000, 2_000] });
  const sweeps = await sweeping.stop();
  for (const failure of [...alone.failures, ...together.failures].slice(0, 5)) say(`  failed: ${failure}`);
  const text = ({ requests, p50, p99, max }: Experience) =>
    `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, longest ${max.toFixed(0)} ms of ${requests}`;
  return [
    {
      set: set.name,
      name: "20 people during a sweep ÷ one alone, p99",
      value: together.p99 / alone.p99,
      goal: { atMost: 5 },
      detail: `20: ${text(together)}; one: ${text(alone)}; ${sweeps} sweeps were finished meanwhile`,
    },
    {
      set: set.name,
      name: "20 people during a sweep: failed requests",
      value: together.failures.length,
      goal: { atMost: 0 },
      detail: together.failures[0] ?? `of ${together.requests}`,
    },
  ];
}

async function browse(task: PeopleTask): Promise<Experience> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-bench-people-"));
  try {
    writeFileSync(join(folder, "task.json"), JSON.stringify(task));
    return JSON.parse(await runScript("bench/figures/people-script.ts", [join(folder, "task.json")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sweepUntilStopped({ client }: Stage): { stop(): Promise<number> } {
  let stopped = false;
  const running = (async () => {
    let finished = 0;
    for (; !stopped; finished++) {
      const { sweeps } = (await findIndexProgress(client)) ?? { sweeps: 0 };
      await startSweep(client);
      await untilSwept(client, sweeps + 1);
    }
    return finished;
  })();
  // A failure is reported by `stop`, when the people are done, and no sooner.
  running.catch(() => undefined);
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}
