import type { IncomingHttpHeaders } from "node:http";

export type FakeRequest = {
  method: string;
  /** The path below the registry's prefix, without the query, as sent (not decoded). */
  path: string;
  query: URLSearchParams;
  /** Path and query exactly as sent. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type FakeAnswer = {
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
  body?: string | Buffer;
  /** Delay before the answer begins. */
  delayMs?: number;
  /**
   * How the connection misbehaves: never answers; is reset at once; sends the headers and then nothing; is cut in the
   * middle of the body; sends one byte every `dripMs`.
   */
  fault?: "hang" | "reset" | "stall" | "cut" | "drip";
  dripMs?: number;
};

export function json(status: number, body: unknown, headers: FakeAnswer["headers"] = {}): FakeAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** Returns an error in the format of the distribution-spec. */
export function registryError(status: number, code: string, detail?: unknown, headers?: FakeAnswer["headers"]) {
  const message = code.toLowerCase().replaceAll("_", " ");
  return json(status, { errors: [{ code, message, ...(detail !== undefined && { detail }) }] }, headers);
}

/** Returns an error in the format of Go's router. */
export function textError(status: number, text: string, headers?: FakeAnswer["headers"]): FakeAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body: `${text}\n` };
}
