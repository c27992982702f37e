import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listenBelow } from "./listen-below.mjs";

const folder = mkdtempSync(join(tmpdir(), "shipshape-listener-"));
const chunks = join(folder, ".next", "static", "chunks");
let close = () => undefined as unknown;
afterEach(() => close());

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(listenBelow(handle, "/registry", folder));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the framework sees its own paths, and the router is told which one was rendered", async () => {
  const url = await serve((request, response) => response.end(request.url));
  const answer = await fetch(`${url}/registry/clean-up/deletions/7?_rsc=x`, { headers: { rsc: "1" } });
  expect(await answer.text()).toBe("/clean-up/deletions/7?_rsc=x");
  expect(answer.headers.get("x-nextjs-rewritten-path")).toBe("/clean-up/deletions/7");
});

test("a redirect of the framework stays below the base path, for old browsers too", async () => {
  const url = await serve((_, response) => {
    response.setHeader("Location", "/storage");
    response.setHeader("Refresh", "0;url=/storage");
    response.writeHead(308).end();
  });
  const { headers } = await fetch(`${url}/registry/storage/`, { redirect: "manual" });
  expect([headers.get("location"), headers.get("refresh")]).toEqual(["/registry/storage", "0;url=/registry/storage"]);
});

test("the loader names scripts below the base path; one that is not there is the framework's to refuse", async () => {
  mkdirSync(chunks, { recursive: true });
  writeFileSync(join(chunks, "turbopack-1a.js"), 'const E="/_next/";');
  const url = await serve((_, response) => response.writeHead(404).end());
  const loader = await fetch(`${url}/registry/_next/static/chunks/turbopack-1a.js`);
  expect(await loader.text()).toBe('const E="/registry/_next/";');
  expect((await fetch(`${url}/registry/_next/static/chunks/turbopack-2b.js`)).status).toBe(404);
});
