import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { clientAddressHeader, prefetchHeader, prepareRequests } from "./prepare-requests";

let close: () => void = () => undefined;
afterEach(() => close());

const seenAddress = (trustedProxies: string[], headers: Record<string, string>) =>
  seen(clientAddressHeader, trustedProxies, headers);

async function seen(name: string, trustedProxies: string[], headers: Record<string, string>): Promise<string> {
  const unprepare = prepareRequests(trustedProxies);
  const server: Server = createServer((request, response) => {
    response.end(String(request.headers[name]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    unprepare();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { headers })).text();
}

it("is the socket's address, whatever the client claims", async () => {
  const claimed = { "x-forwarded-for": "203.0.113.9", [clientAddressHeader]: "203.0.113.9" };
  expect(await seenAddress([], claimed)).toBe("127.0.0.1");
});

it("is the right-most hop that is not a trusted proxy", async () => {
  const headers = { "x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.0.0.7" };
  expect(await seenAddress(["127.0.0.1", "10.0.0.0/8"], headers)).toBe("203.0.113.9");
});

it("believes a trusted proxy only about its own peer", async () => {
  expect(await seenAddress(["127.0.0.0/8"], { "x-forwarded-for": "198.51.100.1, 203.0.113.9" })).toBe("203.0.113.9");
});

it.each<[string, Record<string, string>]>([
  ["true", { "next-router-prefetch": "1" }],
  ["true", { "next-router-segment-prefetch": "/_tree" }],
  ["true", { "sec-purpose": "prefetch;prerender" }],
  ["undefined", { rsc: "1" }],
  ["undefined", { [prefetchHeader]: "true" }],
])("tells pages whether they are prefetched (%s) by %j", async (mark, headers) => {
  expect(await seen(prefetchHeader, [], headers)).toBe(mark);
});
