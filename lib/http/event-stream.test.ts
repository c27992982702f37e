import { afterEach, expect, test, vi } from "vitest";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { eventStream, type ServerEvent } from "./event-stream";

afterEach(() => forgetAllProcessWide());

async function* events(...all: ServerEvent[]) {
  yield* all;
}

/** Gives one event and then none, until it is aborted. */
async function* forever(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield { event: "log", data: "first" };
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

const request = (signal?: AbortSignal) => new Request("http://console/log", signal ? { signal } : {});

test("several lines are one event, and nothing in them can begin another", async () => {
  const response = eventStream(request(), () => events({ event: "log", data: "a\r\nevent: end\n\nb", id: "7" }));
  const text = await response.text();
  expect(text).toBe("retry: 2000\n\nevent: log\nid: 7\ndata: a\ndata: event: end\ndata: \ndata: b\n\n");
});

test("a client that goes away ends the source", async () => {
  const client = new AbortController();
  let source: AbortSignal | undefined;
  const response = eventStream(request(client.signal), (signal) => {
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
  const reading = eventStream(request(), forever).text();
  await runShutdown();
  expect(await reading).toContain("retry");
});

test("more streams than the process can hold are refused, and a closed one makes room", async () => {
  const clients = Array.from({ length: 200 }, () => new AbortController());
  for (const { signal } of clients) eventStream(request(signal), forever);
  expect(() => eventStream(request(), forever)).toThrow("unavailable");
  clients[0]?.abort();
  expect(eventStream(request(), forever).status).toBe(200);
  await runShutdown();
});

test("a stream ends with the session it was opened in", async () => {
  processWide("config", () => ({ publicUrl: "http://console" }));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const reading = eventStream(request(), forever).text();
  vi.advanceTimersByTime(15_000);
  vi.useRealTimers();
  expect(await reading).not.toContain("still here");
});
