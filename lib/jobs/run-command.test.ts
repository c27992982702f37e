import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "@/lib/testing/until";
import { findProcessStartTime } from "./process-identity";
import { type CommandOptions, runCommand } from "./run-command";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-command-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(command: string[], options: Partial<CommandOptions> = {}) {
  const lines: string[] = [];
  const result = await runCommand({
    command,
    dataDir,
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    onLine: (stream, line) => lines.push(`${stream}: ${line}`),
    ...options,
  });
  return { ...result, lines };
}

const node = (script: string, ...argv: string[]) => [process.execPath, "-e", script, ...argv];

test("hands on both outputs by line, without escape sequences, the last line without its line feed too", async () => {
  const script = `process.stdout.write("a\\r\\n\\u001b[31mred\\u001b[0m\\n"); process.stderr.write("no end")`;
  const { exitCode, endedBy, lines } = await run(node(script));
  expect({ exitCode, endedBy }).toEqual({ exitCode: 0, endedBy: "exit" });
  expect(lines.sort()).toEqual(["stderr: no end", "stdout: a", "stdout: red"]);
});

test("no argument is ever seen by a shell", async () => {
  const victim = path.join(dataDir, "victim");
  writeFileSync(victim, "");
  const hostile = [`; rm ${victim}`, `$(rm ${victim})`, `\`rm ${victim}\``, "&& true", "| cat", "*", "'\"", "\n"];
  const { lines } = await run(node("console.log(JSON.stringify(process.argv.slice(1)))", ...hostile));
  expect(JSON.parse(lines[0]?.slice("stdout: ".length) ?? "")).toEqual(hostile);
  expect(existsSync(victim)).toBe(true);
});

test("a child sees none of the console's secrets and settings", async () => {
  vi.stubEnv("ADMIN_PASSWORD", "hunter2");
  vi.stubEnv("REGISTRY_URL", "http://registry.example");
  const { lines } = await run(node("console.log(Object.keys(process.env).join())"), { environment: { EXTRA: "1" } });
  const names = lines[0]?.replace("stdout: ", "").split(",") ?? [];
  expect(names).toContain("PATH");
  expect(names).toContain("EXTRA");
  expect(names).not.toContain("ADMIN_PASSWORD");
  expect(names).not.toContain("REGISTRY_URL");
});

test("a program that ignores SIGTERM is killed with its children when the time is up", async () => {
  const pidFile = path.join(dataDir, "pid");
  const script = `process.on("SIGTERM", () => {});
    const child = require("child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM',()=>{});setInterval(()=>{},1e3)"]);
    require("fs").writeFileSync(process.argv[1], String(child.pid)); setInterval(() => {}, 1000)`;
  const { endedBy, exitCode } = await run(node(script, pidFile), { timeoutMs: 500, graceMs: 200 });
  expect({ endedBy, exitCode }).toEqual({ endedBy: "timeout", exitCode: null });
  const pid = Number(readFileSync(pidFile, "utf8"));
  await until(() => expect(findProcessStartTime(pid)).toBeNull());
});

test("cancel ends the program", async () => {
  const controller = new AbortController();
  const running = run(node("console.log('up'); setInterval(() => {}, 1000)"), {
    signal: controller.signal,
    onLine: () => controller.abort(),
  });
  expect(await running).toMatchObject({ endedBy: "cancel" });
});

test("a program that can't be started is a result, not a crash", async () => {
  const { problem, exitCode } = await run(["/nonexistent/program"]);
  expect(problem).toBe("There is no such program on the console's machine.");
  expect(exitCode).toBeNull();
});

test("a daemon that keeps the output open holds nobody up", async () => {
  const script = `require("child_process").spawn("sleep", ["20"], { stdio: "inherit", detached: true }).unref()`;
  const startedAt = performance.now();
  expect((await run(node(script))).exitCode).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("256 MiB without a line feed fill no memory", async () => {
  const before = process.memoryUsage().rss;
  let longest = 0;
  const script = `const b = Buffer.alloc(1 << 20, 120); let n = 0;
    const more = () => { while (n++ < 256) if (!process.stdout.write(b)) return process.stdout.once("drain", more); }; more()`;
  const { exitCode } = await run(node(script), {
    onLine: (_stream, line) => {
      longest = Math.max(longest, line.length);
    },
  });
  expect(exitCode).toBe(0);
  expect(longest).toBe(4_096);
  // Half of it, as a busy machine collects garbage late.
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
});
