import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { openService, type ServiceAddress } from "./service-client";

const signal = new AbortController().signal;
const plain = { ca: null, clientCertificate: null, skipVerify: false };
const get = { method: "GET", path: "/a", signal } as const;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close(() => server.closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(address: Partial<ServiceAddress> & { url: string }, authorize?: () => Promise<string>) {
  const service = openService("The engine", { ...plain, ...address }, authorize);
  onTestFinished(() => service.close());
  return service;
}

describe("a service that the configuration names", () => {
  test("is asked with what authorises the request, made anew for each", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end("{}");
    });
    let turn = 0;
    const service = open({ url }, async () => `Bearer ${++turn}`);
    await service.send(get);
    await service.send(get);
    expect(seen).toEqual(["Bearer 1", "Bearer 2"]);
  });

  test("may listen at a socket", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shipshape-socket-"));
    const path = join(folder, "s");
    const server = createServer((request, response) => response.end(`{"path":"${request.url}"}`)).listen(path);
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => {
      server.close();
      rmSync(folder, { recursive: true });
    });
    expect(await open({ url: `unix://${path}` }).ask(get, z.object({ path: z.string() }))).toEqual({ path: "/a" });
  });

  test("is believed by its certificate only", async () => {
    const authority = makeTestAuthority();
    const server = createTlsServer(authority.issue(), (_, response) => response.end("{}")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => void server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(open({ url }).send(get)).rejects.toMatchObject({ code: "runner-unreachable" });
    expect((await open({ url, ca: authority.cert }).send(get)).status).toBe(200);
  });

  test.each([
    ["its message", '{"message":"No such container: registry"}', "No such container: registry"],
    ["its first error", '{"errors":[{"code":"DENIED","message":"denied"}]}', "denied"],
    ["its text on one line", "not\nfound\u0007 here", "not found here"],
    ["no page of a proxy", "<html>Bad gateway</html>", "404 to GET /a"],
  ])("that refuses is quoted: %s", async (_, body, said) => {
    const url = await serve((__, response) => response.writeHead(404).end(body));
    const refused = open({ url }).send({ ...get, path: "/a?secret=1" });
    await expect(refused).rejects.toMatchObject({ code: "runner-refused", detail: expect.stringContaining(said) });
    await expect(refused).rejects.not.toMatchObject({ detail: expect.stringContaining("secret") });
  });

  test("leads nowhere else", async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end());
    await expect(open({ url }).send(get)).rejects.toMatchObject({ code: "runner-refused" });
  });

  test("can't fill the memory", async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    });
    await expect(open({ url }).send(get)).rejects.toMatchObject({
      code: "runner-unreachable",
      detail: expect.stringContaining("longer than"),
    });
  });

  test.each(["null", "[", '{"path":1}', ""])("that answers %s is refused, not believed", async (body) => {
    const url = await serve((_, response) => response.end(body));
    const answer = open({ url }).ask(get, z.object({ path: z.string() }));
    await expect(answer).rejects.toMatchObject({ code: "runner-refused" });
  });

  test("that doesn't answer is given up", async () => {
    const url = await serve(() => undefined);
    await expect(open({ url }).send({ ...get, timeoutMs: 100 })).rejects.toMatchObject({
      code: "runner-unreachable",
      detail: expect.stringContaining("did not answer in time"),
    });
    await expect(open({ url: "http://127.0.0.1:1" }).send(get)).rejects.toMatchObject({ code: "runner-unreachable" });
  });

  test("a caller who goes away ends the request", async () => {
    const leaving = new AbortController();
    const url = await serve(() => leaving.abort(new Error("gone")));
    await expect(open({ url }).send({ ...get, signal: leaving.signal })).rejects.toThrow("gone");
  });
});
