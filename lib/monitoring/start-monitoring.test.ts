import { createServer } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getConfig } from "@/lib/config/config";
import { runShutdown } from "@/lib/process/shutdown";
import { codeOf } from "@/lib/testing/deleting-console";
import { findFreePort } from "@/lib/testing/free-port";
import { openTestConsole } from "@/lib/testing/test-console";
import { startMonitoring } from "./start-monitoring";

type Ended = { method: string; path: string; status: number; seconds: number };
const requestEnded = Symbol.for("shipshape request ended");
const holder = globalThis as { [requestEnded]?: (request: Ended) => void };

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestConsole([]);
  Object.assign(getConfig(), { version: "1.2.3", dataDir: "/" });
});
afterEach(async () => {
  await runShutdown();
  delete holder[requestEnded];
  await close();
});

const start = (port: number | null, token: string | null = null) =>
  startMonitoring({ host: "127.0.0.1", metrics: { port, token } });

test("at a port of their own, metrics and nothing else are served, with the requests that ended", async () => {
  const port = await findFreePort();
  await start(port);
  holder[requestEnded]?.({ method: "GET", path: "/api/r/local/team/app/-/tags", status: 200, seconds: 0.1 });
  holder[requestEnded]?.({ method: "BREW", path: "/api/new/run/log", status: 405, seconds: 0.1 });
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  const text = await answer.text();
  expect(text).toContain('{route="/api/r/{registry}/{repository}/-/tags",method="GET",status="200"} 1');
  expect(text).toContain('{route="other",method="other",status="405"} 1');
  expect((await fetch(`http://127.0.0.1:${port}/api/r`)).status).toBe(404);
});

test("nothing is counted where nobody wants metrics", async () => {
  await start(null);
  expect(holder[requestEnded]).toBeUndefined();
});

test("a port that is taken is told", async () => {
  const port = await findFreePort();
  const other = createServer().listen(port, "127.0.0.1");
  expect(await codeOf(start(port))).toBe("unavailable");
  other.close();
});
