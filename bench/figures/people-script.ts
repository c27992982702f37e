import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { Random } from "@/bench/data-set/random";
import { percentile } from "@/bench/percentile";
import type { PeopleTask } from "./people";

// Runs in a process of its own, so that the benchmark's own work doesn't distort the times.
const task = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as PeopleTask;
const times: number[] = [];
const failures: string[] = [];
const until = performance.now() + task.seconds * 1000;

async function browse(person: number): Promise<void> {
  const agent = new Agent({ connections: 2 });
  const random = new Random(`person ${person}`);
  const [from, to] = task.pauseMs;
  await sleep(random.between(0, to));
  while (performance.now() < until) {
    await open(agent, random.pick(random.chance(0.6) ? task.pages : task.calls));
    await sleep(random.between(from, to));
  }
  await agent.close();
}

async function open(dispatcher: Agent, path: string): Promise<void> {
  const started = performance.now();
  try {
    const { statusCode, body } = await request(task.url + path, { dispatcher, headers: { cookie: task.cookie } });
    await body.dump({ limit: 100_000_000 });
    times.push(performance.now() - started);
    if (statusCode < 200 || statusCode > 299) failures.push(`${statusCode} ${path}`);
  } catch (error) {
    failures.push(`${error} ${path}`);
  }
}

await Promise.all(Array.from({ length: task.people }, (_, person) => browse(person)));
const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(times, share));
console.log(JSON.stringify({ requests: times.length, failures, p50, p99, max }));
