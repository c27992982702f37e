import { once } from "node:events";
import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { ConfigFolder } from "@/lib/testing/config-folder";
import { findFreePort } from "@/lib/testing/free-port";
import { listen } from "./listen.mjs";

const plainPort = Symbol.for("shipshape plain port");
const folder = new ConfigFolder();
afterEach(() => folder.remove());

/** Sends a request and returns its status and text. */
async function send(port: number, method: string, path: string, headers = {}): Promise<string> {
  const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
  sent.end();
  const [response] = await once(sent, "response");
  let text = `${response.statusCode} `;
  for await (const part of response) text += part;
  return text;
}

type Answer = (
  request: { url: string; headers: Record<string, string> },
  response: { end(text: string): void },
) => void;
const says = (answer: Answer) => Promise.resolve(answer);

test("a client can't send the framework's own header, which skips the proxy", async () => {
  const port = await findFreePort();
  const tell = says(({ headers }, response) => response.end(String(headers["x-prerender-revalidate"])));
  await listen({ host: "127.0.0.1", port }, tell, { env: {}, basePath: "" });
  expect(await send(port, "GET", "/", { "x-prerender-revalidate": "A".repeat(32) })).toBe("200 undefined");
});

test("what arrives during the start waits for its end", async () => {
  const port = await findFreePort();
  let begin: (answer: Answer) => void = () => undefined;
  const started = new Promise<Answer>((resolve) => {
    begin = resolve;
  });
  await listen({ host: "127.0.0.1", port }, started, { env: {}, basePath: "" });
  const early = send(port, "GET", "/early");
  begin(({ url }, response) => response.end(url));
  expect(await early).toBe("200 /early");
});

test.each(["", "/registry"])(
  "with https, only notifications are taken without encryption, below %j too",
  async (basePath) => {
    const { cert, key } = folder.writeCertificate();
    const env = { TLS_CERT_FILE: cert, TLS_KEY_FILE: key };
    const where = { host: "127.0.0.1", port: await findFreePort() };
    await listen(
      where,
      says((_, response) => response.end("taken")),
      { env, basePath },
    );
    const port = (globalThis as { [plainPort]?: number })[plainPort] ?? 0;
    expect(await send(port, "POST", `${basePath}/api/hooks/registry/local`)).toBe("200 taken");
    for (const [method, path] of [
      ["GET", "/api/hooks/registry/local"],
      ["POST", "/api/set-up"],
      ["POST", "/api/set-up?x=/api/hooks/registry/local"],
      ["POST", "/x/api/hooks/registry/local"],
    ] as const)
      expect(await send(port, method, path), path).toBe("403 ");
  },
);

test("a port that is taken is told", async () => {
  const where = { host: "127.0.0.1", port: await findFreePort() };
  const nobody = says(() => undefined);
  await listen(where, nobody, { env: {}, basePath: "" });
  await expect(listen(where, nobody, { env: {}, basePath: "" })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
