import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "@/lib/testing/until";

// A launcher around a server of a few lines: the tests are about which process gets which signal, and the exit codes.
type Options = { graceMs: number; everyMs?: number };
const launcher = (server: string, options: Options) => `
  import { runMain } from ${JSON.stringify(new URL("./run-main.mjs", import.meta.url).href)};
  import { runServer } from ${JSON.stringify(new URL("./run-server.mjs", import.meta.url).href)};
  await runMain(() => runServer(process.execPath, ${JSON.stringify(server)}, { ...process.env }, ${JSON.stringify(options)}));
`;

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "shipshape-launcher-"));
});

afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Starts the launcher and resolves when its server has printed "up". */
async function launch(script: string, options: Options = { graceMs: 60_000 }) {
  const server = path.join(folder, "server.mjs");
  writeFileSync(server, `${script}\nsetInterval(() => {}, 1000);\nconsole.log("up", process.pid);`);
  const env = { PATH: process.env.PATH, DATA_DIR: folder, NODE_ENV: "test" } as const;
  const args = ["--input-type=module", "-e", launcher(server, options)];
  const started = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  child = started;
  let output = "";
  const up = new Promise<void>((resolve) => {
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (output.includes("up ")) resolve();
      });
  });
  const ended = once(started, "close");
  await up;
  const serverPid = Number(/up (\d+)/.exec(output)?.[1]);
  return {
    launcher: started,
    serverPid,
    output: () => output,
    ended: async () => ({ code: (await ended)[0] as number | null, output }),
  };
}

const countsSignals = `
  let count = 0;
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => {
    count++;
    setTimeout(() => { console.log("signals:", count); process.exit(0); }, 300);
  });`;

describe("the launcher", () => {
  test("says what the server waits for until that runs", async () => {
    const go = path.join(folder, "go");
    const script = `
      import { existsSync } from "node:fs";
      process.send({ doing: "filling the empty registry" });
      const timer = setInterval(() => {
        if (!existsSync(${JSON.stringify(go)})) return;
        clearInterval(timer);
        process.send({ runs: true }, () => console.log("it runs"));
      }, 10);`;
    const { launcher, output, ended } = await launch(script, { graceMs: 60_000, everyMs: 20 });
    await until(() => expect(output()).toMatch(/^ {2}\d+ s {2}filling the empty registry$/m));
    writeFileSync(go, "");
    await until(() => expect(output()).toContain("it runs"));
    launcher.kill("SIGTERM");
    expect((await ended()).code).toBe(0);
  });

  test("passes a wish to stop on once, though npm repeats it, and ends with 0", async () => {
    const { launcher, ended } = await launch(countsSignals);
    launcher.kill("SIGINT");
    launcher.kill("SIGINT");
    const { code, output } = await ended();
    expect(output).toContain("signals: 1");
    expect(code).toBe(0);
  });

  test("kills a server that does not stop in time", async () => {
    const { launcher, ended } = await launch("process.on('SIGTERM', () => {});", { graceMs: 200 });
    launcher.kill("SIGTERM");
    const { code, output } = await ended();
    expect(output).toContain("has not stopped within");
    expect(code).toBe(137);
  });

  test("says so when the server ends by itself, and ends with its code", async () => {
    const { ended } = await launch("setTimeout(() => process.exit(3), 50);");
    const { code, output } = await ended();
    expect(output).toContain("stopped by itself (exit code 3)");
    expect(code).toBe(3);
  });

  test("is missed by its server when it is killed", async () => {
    const { launcher, serverPid } = await launch("process.on('disconnect', () => process.exit(0));");
    launcher.kill("SIGKILL");
    await until(() => expect(isAlive(serverPid)).toBe(false));
  });
});

// An orphan that has not been reaped yet has ended all the same.
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
