import "server-only";
import type { Dispatcher } from "undici";
import { bodyLimits, type RequestLimits } from "@/lib/registry/limits";
import { BodyTooLarge, decodeBody } from "./decode-body";

export type Outgoing = {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  signal: AbortSignal;
  /** Called just before the request is written; if it throws, that error is thrown and nothing is sent. */
  beforeSending?: (() => void) | undefined;
};

export type Incoming = {
  status: number;
  /** Lower-case names; different values of one header are joined with a comma. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
  /** The body as sent, if it was compressed although the console didn't ask for that. */
  encodedBody?: Buffer;
  /** True for a 401 to a token that the token service had just issued. */
  refusedToken?: boolean;
  url: URL;
};

/**
 * Sends one request and reads its answer to the end. Throws BodyTooLarge, the signal's reason, or the socket's error.
 */
export function exchange(agent: Dispatcher, outgoing: Outgoing, limits: RequestLimits): Promise<Incoming> {
  const { method, url, headers, body } = outgoing;
  const options = {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers,
    body: body ?? null,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyIdleMs,
  };
  return new Promise((resolve, reject) => {
    agent.dispatch(options, new Receiver(outgoing, resolve, reject));
  });
}

const nothing = Buffer.alloc(0);

/** Receives an answer piece by piece. A separate stream for each answer would cost more than all other work on it. */
class Receiver implements Dispatcher.DispatchHandler {
  #status = 0;
  #headers: ReadonlyMap<string, string> = new Map();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #controller: Dispatcher.DispatchController | null = null;
  readonly #stop = () => this.#controller?.abort(this.outgoing.signal.reason);

  constructor(
    private readonly outgoing: Outgoing,
    private readonly resolve: (incoming: Incoming) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    outgoing.signal.addEventListener("abort", this.#stop, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.outgoing.signal.aborted) this.#stop();
    else this.outgoing.beforeSending?.();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = toMap(headers);
    const refused = this.#refuse();
    if (refused) this.#abort(controller, refused);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (!this.#isError && this.#length > this.outgoing.maxBytes) this.#abort(controller, new BodyTooLarge());
    // The start of an error's body is enough.
    if (this.#isError && this.#length >= bodyLimits.errorBytes) this.#abort(controller, null);
  }

  onResponseEnd(): void {
    this.#succeed();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const { signal } = this.outgoing;
    if (signal.aborted) this.#fail(signal.reason);
    else if (!this.#isError) this.#fail(error);
    else {
      // If the body of an error breaks off (distribution 2.8 does so with 416), it counts as empty.
      this.#length = 0;
      this.#succeed();
    }
  }

  get #isError(): boolean {
    return this.#status >= 300;
  }

  #refuse(): Error | null {
    const { method, maxBytes } = this.outgoing;
    if (method === "HEAD" || this.#isError) return null;
    return Number(this.#headers.get("content-length") ?? 0) > maxBytes ? new BodyTooLarge() : null;
  }

  #abort(controller: Dispatcher.DispatchController, reason: Error | null): void {
    if (reason) this.#fail(reason);
    else this.#succeed();
    controller.abort(reason ?? new Error("enough was read"));
  }

  #succeed(): void {
    const { signal, url, method, maxBytes } = this.outgoing;
    signal.removeEventListener("abort", this.#stop);
    const sent = method === "HEAD" ? nothing : Buffer.concat(this.#chunks, this.#length);
    const mostBytes = this.#isError ? bodyLimits.errorBytes : maxBytes;
    const encoding = this.#headers.get("content-encoding") ?? "";
    decodeBody(sent.subarray(0, mostBytes), encoding, mostBytes).then(
      (body) => this.resolve({ status: this.#status, headers: this.#headers, url, ...body }),
      (error: unknown) => this.reject(error),
    );
  }

  #fail(error: unknown): void {
    this.outgoing.signal.removeEventListener("abort", this.#stop);
    this.reject(error);
  }
}

function toMap(headers: Record<string, string | string[] | undefined>): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name.toLowerCase(), joinValues(Array.isArray(value) ? value : [value]));
  return map;
}

/** A proxy may send a header twice, or join two copies: a repeated value adds nothing. */
function joinValues(values: string[]): string {
  const joined = values.join(", ");
  const distinct = new Set(joined.split(",").map((value) => value.trim()));
  return distinct.size === 1 ? ([...distinct][0] as string) : joined;
}
