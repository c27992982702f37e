import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { lineSplitter } from "@/lib/jobs/line-splitter";
import { type Container, containerPath } from "./container";
import { demultiplexer } from "./demultiplex";
import type { Engine } from "./engine";

const createdSchema = z.object({ Id: z.string().regex(/^[0-9a-f]{1,128}$/) });
const execSchema = z.object({
  Running: z.boolean(),
  ExitCode: z.number().nullish(),
  ProcessConfig: z.object({ arguments: z.array(z.string()).nullish() }).nullish(),
});

const askMs = 30_000;
const endingMs = 5_000;
const pauseMs = 50;

const lookAt = (engine: Engine, id: string) =>
  engine.ask({ method: "GET", path: `/exec/${id}/json`, signal: AbortSignal.timeout(askMs) }, execSchema);

/**
 * Runs a program in a container, beside its main program, and resolves with the exit code; no shell sees the arguments.
 * On abort it stops listening and throws the signal's reason, but the program goes on: Docker can't end it.
 */
export async function runInContainer(
  engine: Engine,
  container: string,
  { argv, signal, onLine }: { argv: readonly string[]; signal: AbortSignal; onLine(line: string): void },
): Promise<number | null> {
  const json = {
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    // Otherwise registry 3 would look for a trace collector.
    Env: ["OTEL_TRACES_EXPORTER=none"],
    Cmd: argv,
  };
  const create = { method: "POST", path: `${containerPath(container)}/exec`, json, signal } as const;
  const { Id } = await engine.ask(create, createdSchema);
  const start = { method: "POST", path: `/exec/${Id}/start`, json: { Detach: false, Tty: false }, signal } as const;
  await readOutput(await engine.stream(start), signal, onLine);
  // The stream ends a moment before the engine knows the exit code.
  for (const deadline = performance.now() + endingMs; ; ) {
    const { Running, ExitCode } = await lookAt(engine, Id);
    if (!Running) return ExitCode ?? null;
    if (performance.now() > deadline)
      throw new AppError("runner-unreachable", "Docker stopped sending the collector's output before its end.");
    await wait(pauseMs, undefined, { signal });
  }
}

async function readOutput(body: AsyncIterable<Buffer>, signal: AbortSignal, onLine: (line: string) => void) {
  const lines = new Map<string, ReturnType<typeof lineSplitter>>();
  const output = demultiplexer((stream, bytes) => {
    const splitter = lines.get(stream) ?? lineSplitter(onLine);
    lines.set(stream, splitter);
    splitter.write(bytes);
  });
  try {
    for await (const chunk of body) output.write(chunk);
    output.end();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof AppError) throw error;
    throw new AppError("runner-unreachable", "The connection to Docker was lost while the collector was running.", {
      cause: error,
    });
  } finally {
    for (const splitter of lines.values()) splitter.end();
  }
}

/** Returns whether a program with that argument, started in the container beside its main program, still runs. */
export async function isAtWorkIn(engine: Engine, { ExecIDs }: Container, argument: string): Promise<boolean> {
  for (const id of ExecIDs ?? []) {
    const exec = await lookAt(engine, encodeURIComponent(id)).catch((error: unknown) => {
      if (isAppError(error, "runner-refused") && error.context.status === 404) return null;
      throw error;
    });
    if (exec?.Running && exec.ProcessConfig?.arguments?.includes(argument)) return true;
  }
  return false;
}
