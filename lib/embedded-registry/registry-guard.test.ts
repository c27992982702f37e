import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http, { type IncomingMessage, type RequestListener } from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "@/lib/testing/free-port";
import { startRegistryGuard } from "./registry-guard";

/** Starts a guard in front of a registry that answers with `listener`, on a socket. */
async function guarding(listener: RequestListener) {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-guard-"));
  const socketPath = join(folder, "registry.sock");
  const registry = http.createServer(listener).listen(socketPath);
  await once(registry, "listening");
  const port = await findFreePort();
  const guard = await startRegistryGuard({
    host: "127.0.0.1",
    port,
    socket: { socketPath },
    pullHost: "registry.example.com:8443",
  });
  onTestFinished(() => {
    guard.close();
    registry.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });
  return { port, guard, registry };
}

const seen = () => {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    request.resume().on("end", () => response.end("from the registry"));
  };
  return { requests, listener };
};

async function ask(port: number, options: http.RequestOptions) {
  const request = http.request({ host: "127.0.0.1", port, path: "/v2/", ...options }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response), headers: response.headers };
}

const known = ["127.0.0.1:5000", "localhost", "LOCALHOST:5000", "[::1]:5000", "registry.localhost", "192.0.2.1:5000"];
const docker = ["host.docker.internal:5000", "registry.example.com", "registry.example.com:8443"];
const foreign = [
  "evil.example:5000",
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "notlocalhost",
];
const odd = [
  "registry.example.com.evil.example",
  "a@127.0.0.1",
  "127.0.0.1/@evil.example",
  "evil.example#localhost",
  " ",
];

test.each([...known, ...docker])("%s is the registry's own name", async (host) => {
  const { requests, listener } = seen();
  const { port } = await guarding(listener);
  expect(await ask(port, { headers: { host } })).toMatchObject({ status: 200, body: "from the registry" });
  expect(requests[0]?.headers.host).toBe(host);
});

test.each([...foreign, ...odd])("%j is somebody else's, and the registry never hears of it", async (host) => {
  const { requests, listener } = seen();
  const { port } = await guarding(listener);
  for (const method of ["GET", "HEAD", "POST", "DELETE"]) {
    const { status, body } = await ask(port, { method, headers: { host } });
    expect(status).toBe(403);
    if (method === "GET") expect(JSON.parse(body)).toMatchObject({ errors: [{ code: "DENIED" }] });
  }
  expect(requests).toEqual([]);
});

test("each request of a connection is looked at, and its target too", async () => {
  const { requests, listener } = seen();
  const { port } = await guarding(listener);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  expect((await ask(port, { agent, headers: { host: "localhost" } })).status).toBe(200);
  expect((await ask(port, { agent, headers: { host: "evil.example" } })).status).toBe(403);
  expect((await ask(port, { agent, headers: { host: "localhost" } })).status).toBe(200);
  expect((await ask(port, { path: "http://evil.example/v2/", headers: { host: "localhost" } })).status).toBe(403);
  expect(requests).toHaveLength(2);
});

test.each([
  ["http://evil.example", 403],
  ["http://192.0.2.1:5000", 403],
  ["null", 403],
  ["http://localhost:3000", 200],
  ["https://registry.example.com", 200],
])("a page at %s that has it do something is answered %i", async (origin, status) => {
  const { listener } = seen();
  const { port } = await guarding(listener);
  expect((await ask(port, { method: "POST", headers: { host: "localhost", origin } })).status).toBe(status);
  expect((await ask(port, { method: "GET", headers: { host: "localhost", origin } })).status).toBe(200);
});

test("headers and bodies pass as they are, both ways", async () => {
  const { port } = await guarding(async (request, response) => {
    const body = await text(request);
    response.writeHead(202, "Accepted", [
      ...["Link", "<a>", "Link", "<b>", "Docker-Content-Digest", "sha256:1", "Connection", "close"],
      ...["X-Seen", JSON.stringify([request.method, request.url, body, request.headers["x-forwarded-for"]])],
    ]);
    response.end("answer");
  });
  const request = http.request({
    host: "127.0.0.1",
    port,
    method: "PATCH",
    path: "/v2/app/blobs/uploads/1?_state=%2Fa%3D",
    headers: { host: "localhost", "content-type": "application/octet-stream" },
  });
  request.end("layer");
  const [response] = (await once(request, "response")) as [IncomingMessage];
  expect(await text(response)).toBe("answer");
  expect([response.statusCode, response.headers.link, response.headers["docker-content-digest"]]).toEqual([
    ...[202, "<a>, <b>", "sha256:1"],
  ]);
  const path = "/v2/app/blobs/uploads/1?_state=%2Fa%3D";
  expect(JSON.parse(String(response.headers["x-seen"]))).toEqual(["PATCH", path, "layer", "127.0.0.1"]);
});

test("what comes in goes on before all of it is there, both ways", async () => {
  const { port } = await guarding((request, response) => request.pipe(response));
  const request = http.request({ host: "127.0.0.1", port, method: "POST", headers: { host: "localhost" } });
  request.write("first");
  const [response] = (await once(request, "response")) as [IncomingMessage];
  // The answer arrives while the request is still being sent: nothing waits for its end.
  expect(String((await once(response, "data"))[0])).toBe("first");
  request.end("second");
  expect(await text(response)).toBe("second");
});

test("a registry that breaks off or is gone is one that broke off, and no answer of the guard's", async () => {
  const { port, registry } = await guarding((_request, response) => {
    response.writeHead(200, { "content-length": 10 });
    response.write("half", () => response.destroy());
  });
  await expect(ask(port, {})).rejects.toThrow("aborted");
  registry.close();
  await once(registry, "close");
  await expect(ask(port, {})).rejects.toThrow("socket hang up");
});

test("a client that goes away ends what it asked of the registry", async () => {
  let ended: Promise<unknown> | undefined;
  const { port } = await guarding((request, response) => {
    ended = once(request.socket, "close");
    response.write("begins");
  });
  const client = net.connect(port, "127.0.0.1");
  client.write("GET /v2/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(client, "data");
  client.destroy();
  await ended;
});

test("says so when the port is taken", async () => {
  const other = net.createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const { port } = other.address() as net.AddressInfo;
  const guard = startRegistryGuard({ host: "127.0.0.1", port, socket: { socketPath: "/nowhere" }, pullHost: "" });
  await expect(guard).rejects.toThrow("REGISTRY_PORT");
});
