import "server-only";
import type { Dispatcher } from "undici";
import { AppError } from "@/lib/errors/app-error";
import { bodyLimits, type RequestLimits } from "@/lib/registry/limits";

export type Outgoing = {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  signal: AbortSignal;
};

export type Incoming = {
  status: number;
  /** Lower-case names; values that came several times are joined with a comma. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
  url: URL;
};

/** An answer larger than allowed; the caller knows what it is that is too large. */
export class BodyTooLarge extends Error {}

/** One request and its answer, read to the end. Throws BodyTooLarge, and whatever the socket throws. */
export async function exchange(agent: Dispatcher, outgoing: Outgoing, limits: RequestLimits): Promise<Incoming> {
  const { method, url, headers, body, signal } = outgoing;
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers,
    body: body ?? null,
    signal,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyIdleMs,
  });
  response.body.on("error", () => undefined);
  const received = new Map(
    Object.entries(response.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
  const bytes = await readBody(response, received, outgoing);
  return { status: response.statusCode, headers: received, body: bytes, url };
}

async function readBody(
  { statusCode, body }: Dispatcher.ResponseData,
  headers: ReadonlyMap<string, string>,
  { method, maxBytes }: Outgoing,
): Promise<Buffer> {
  if (method === "HEAD") {
    await body.dump();
    return Buffer.alloc(0);
  }
  if (statusCode >= 300) return readStart(body, bodyLimits.errorBytes);
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity" || Number(headers.get("content-length") ?? 0) > maxBytes) {
    body.destroy();
    if (encoding === "identity") throw new BodyTooLarge();
    throw new AppError("registry-bad-response", "The registry sent a compressed answer, which was not asked for.");
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** As much of an error's body as is needed; a body that breaks off (distribution 2.8 does so with 416) is none. */
async function readStart(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= maxBytes) break;
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}
