import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { findActor } from "@/lib/auth/find-actor";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { findSessionCookie } from "./session-cookie";

/** One server-sent event. `data` may have several lines; a client that reconnects asks to continue after `id`. */
export type ServerEvent = { event: string; data: string; id?: string };

const mostStreams = 200;
// Enough for two browsers that show everything; one person must not take all places.
const mostStreamsEach = 10;
// Below the idle timeouts of common proxies.
const heartbeatMs = 15_000;
const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();
const streams = () => processWide("event-streams", () => ({ open: 0, each: new Map<string, number>() }));

function encode({ event, data, id }: ServerEvent): Uint8Array {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return encoder.encode(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}${lines.join("")}\n`);
}

/** Returns true if the client wants server-sent events. */
export function wantsEvents(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("text/event-stream");
}

/** Takes a place, and returns a function that frees it. Refuses the newest stream, as the older ones are in use. */
function takePlace({ userId }: Actor): () => void {
  const places = streams();
  const own = places.each.get(userId) ?? 0;
  if (own >= mostStreamsEach)
    throw new AppError(
      "too-many-live-views",
      `You have ${mostStreamsEach} live views open, the most for one person. Close a tab or window, then try again.`,
      { retryAfterSeconds: heartbeatMs / 1000 },
    );
  if (places.open >= mostStreams) throw new AppError("unavailable", "Too many live views are open. Try again later.");
  places.open += 1;
  places.each.set(userId, own + 1);
  return () => {
    places.open -= 1;
    const left = (places.each.get(userId) ?? 1) - 1;
    if (left > 0) places.each.set(userId, left);
    else places.each.delete(userId);
  };
}

/**
 * Answers with events as they occur, no faster than the client takes them. `open` gets a signal that is aborted when
 * the client disconnects, its session ends or the process is asked to stop. Answers HEAD without opening anything.
 * Throws `too-many-live-views` if the actor has too many open, and `unavailable` if all actors together have.
 */
export function eventStream(
  request: Request,
  actor: Actor,
  open: (signal: AbortSignal) => AsyncIterable<ServerEvent>,
): Response {
  if (request.method === "HEAD") return new Response(null, { headers });
  const giveBack = takePlace(actor);
  const abort = new AbortController();
  const events = open(abort.signal)[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout | undefined;

  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const forget = onShutdown(() => close());
      close = () => {
        close = () => {};
        giveBack();
        clearInterval(heartbeat);
        forget();
        abort.abort();
        try {
          controller.close();
        } catch {
          // The client has closed it already.
        }
      };
      // On disconnect Next aborts the request's signal; the stream's cancel() may never be called.
      request.signal.addEventListener("abort", () => close());
      send(controller, encoder.encode("retry: 2000\n\n"), () => close());
      heartbeat = setInterval(async () => {
        if (await isSignedOut(request)) close();
        else send(controller, encoder.encode(": still here\n\n"), () => close());
      }, heartbeatMs);
      if (request.signal.aborted) close();
    },
    async pull(controller) {
      try {
        const next = await events.next();
        if (next.done) close();
        else send(controller, encode(next.value), () => close());
      } catch (error) {
        logger().warn({ err: error }, "a live view broke off");
        close();
      }
    },
    cancel: () => close(),
  });
  return new Response(body, { headers });
}

/** A session may end while its stream continues. If this can't be determined now, the next heartbeat asks again. */
async function isSignedOut(request: Request): Promise<boolean> {
  try {
    return (await findActor(findSessionCookie(request.headers), { isUse: false })) === null;
  } catch {
    return false;
  }
}

/** Enqueues the bytes. If the client has just disconnected, closes the stream as usual. */
function send(controller: ReadableStreamDefaultController<Uint8Array>, bytes: Uint8Array, close: () => void): void {
  try {
    controller.enqueue(bytes);
  } catch {
    close();
  }
}
