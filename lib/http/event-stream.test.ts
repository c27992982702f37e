import { afterEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { eventStream, type ServerEvent } from "./event-stream";

afterEach(() => forgetAllProcessWide());

async function* events(...all: ServerEvent[]) {
  yield* all;
}

/** Yields one event and then nothing until it is aborted. */
async function* forever(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield { event: "log", data: "first" };
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

const request = (signal?: AbortSignal) => new Request("http://console/log", signal ? { signal } : {});
const actor = (userId: string): Actor => ({ userId, username: userId, role: "member" });
const ann = actor("ann");

function catchError(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

test("several lines are one event, and nothing in them can begin another", async () => {
  const response = eventStream(request(), ann, () => events({ event: "log", data: "a\r\nevent: end\n\nb", id: "7" }));
  const text = await response.text();
  expect(text).toBe("retry: 2000\n\nevent: log\nid: 7\ndata: a\ndata: event: end\ndata: \ndata: b\n\n");
});

test("a client that goes away ends the source", async () => {
  const client = new AbortController();
  let source: AbortSignal | undefined;
  const response = eventStream(request(client.signal), ann, (signal) => {
    source = signal;
    return forever(signal);
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("data: first")) text += (await reader?.read())?.value ?? "";
  client.abort();
  expect(await reader?.read()).toEqual({ done: true, value: undefined });
  expect(source?.aborted).toBe(true);
});

test("a stopping process closes every stream", async () => {
  const reading = eventStream(request(), ann, forever).text();
  await runShutdown();
  expect(await reading).toContain("retry");
});

test("more streams than the process can hold are refused, and a closed one makes room", async () => {
  const clients = Array.from({ length: 200 }, () => new AbortController());
  for (const [index, { signal }] of clients.entries())
    eventStream(request(signal), actor(`person ${index % 20}`), forever);
  expect(() => eventStream(request(), ann, forever)).toThrow("unavailable");
  clients[0]?.abort();
  expect(eventStream(request(), ann, forever).status).toBe(200);
  await runShutdown();
});

test("one person's streams leave room for the others', and a closed one makes room for the next", async () => {
  const clients = Array.from({ length: 10 }, () => new AbortController());
  for (const { signal } of clients) eventStream(request(signal), ann, forever);
  const refusal = catchError(() => eventStream(request(), ann, forever));
  expect(refusal).toMatchObject({ code: "too-many-live-views", status: 429, retryAfterSeconds: expect.any(Number) });
  expect(eventStream(request(), actor("bob"), forever).status).toBe(200);
  clients[3]?.abort();
  expect(eventStream(request(), ann, forever).status).toBe(200);
  await runShutdown();
});

test("HEAD tells the headers, opens nothing and takes no room", async () => {
  let opened = 0;
  const head = () =>
    eventStream(new Request("http://console/log", { method: "HEAD" }), ann, (signal) => {
      opened += 1;
      return forever(signal);
    });
  for (let index = 0; index < 300; index += 1) {
    const response = head();
    expect(response.body).toBeNull();
    expect(response.headers.get("content-type")).toContain("text/event-stream");
  }
  expect(opened).toBe(0);
  expect(eventStream(request(), ann, forever).status).toBe(200);
  await runShutdown();
});

test("a stream ends with the session it was opened in", async () => {
  processWide("config", () => ({ publicUrl: "http://console" }));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const reading = eventStream(request(), ann, forever).text();
  vi.advanceTimersByTime(15_000);
  vi.useRealTimers();
  expect(await reading).not.toContain("still here");
});
