import type { ServerResponse } from "node:http";
import type { FakeAnswer } from "./exchange";

/** Writes the answer to the socket, with its faults. */
export async function send(answer: FakeAnswer, method: string, response: ServerResponse): Promise<void> {
  if (answer.fault === "hang") return;
  if (answer.fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  const body = Buffer.from((answer.body ?? "") as string);
  const headers = Object.entries(answer.headers ?? {}).filter((entry) => entry[1] !== undefined) as [
    string,
    string | string[],
  ][];
  // A header set to undefined is left out; without the length, the body is sent in chunks.
  const length = "content-length" in (answer.headers ?? {}) ? {} : { "content-length": body.length };
  response.writeHead(answer.status ?? 200, { ...length, ...Object.fromEntries(headers) });
  if (method === "HEAD") {
    response.end();
    return;
  }
  if (answer.fault === "stall") response.flushHeaders();
  else if (answer.fault === "cut") cut(response, body);
  else if (answer.fault === "drip") await drip(response, body, answer.dripMs ?? 10);
  else response.end(body);
}

function cut(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
}

async function drip(response: ServerResponse, body: Buffer, dripMs: number): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, dripMs));
  }
  response.end();
}
