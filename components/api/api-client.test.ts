import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { List } from "@/lib/contract/list";
import { apiGet, apiGetList, apiGetText, apiSend } from "./api-client";
import { ApiError } from "./api-error";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Returns the address of a server that answers every request with `listener`. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  closing.push(() => server.close().closeAllConnections());
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const saying = (status: number, type: string, body: string) =>
  answering((_, response) => response.writeHead(status, { "content-type": type, "x-request-id": "7" }).end(body));

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: unknown) => (error instanceof ApiError ? `${error.code} ${error.problem.status}` : error),
  );

const list: List<string> = {
  items: ["a"],
  total: 1,
  nextCursor: null,
  freshness: { state: "live", checkedAt: null, read: 1, expected: 1 },
};

describe("reading our API", () => {
  it("gives the answer", async () => {
    const url = await saying(200, "application/json", JSON.stringify(list));
    expect(await apiGetList<List<string>>(url)).toEqual(list);
  });

  it.each([
    ["a proxy's page", "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>"],
    ["a page that says it is JSON", "application/json", "<!doctype html><title>Sign in</title>"],
    ["nothing", "application/json", ""],
    ["a proxy's JSON", "application/json", '{"message":"no healthy upstream"}'],
    ["JSON that is no object", "application/json", '"items"'],
    ["null", "application/json", "null"],
    ["a list where one thing was asked for", "application/json", "[]"],
  ])("says of %s that it can't be read", async (_, type, body) => {
    const url = await saying(200, type, body);
    expect(await codeOf(apiGetList(url))).toBe("internal 200");
    expect(await codeOf(apiGet<{ digest: string }>(url, ["digest"]))).toBe("internal 200");
  });

  it("says of an object where a list was asked for that it can't be read", async () => {
    const url = await saying(200, "application/json", "{}");
    expect(await codeOf(apiGet<string[]>(url, ["length"]))).toBe("internal 200");
  });

  it("says of an answer that was cut off that it can't be read", async () => {
    const url = await answering((_, response) => {
      const headers = { "content-type": "application/json", "content-length": "1000" };
      response.writeHead(200, headers).write('{"items":[', () => response.destroy());
    });
    expect(await codeOf(apiGetList(url))).toBe("internal 200");
    expect(await codeOf(apiGetText(url))).toBe("internal 200");
  });

  it("shows no page of somebody else as text", async () => {
    expect(await apiGetText(await saying(200, "text/plain", "a line\n"))).toBe("a line\n");
    expect(await codeOf(apiGetText(await saying(200, "Text/HTML", "<h1>Sign in</h1>")))).toBe("internal 200");
  });

  it("says that the console doesn't answer where nobody listens", async () => {
    const url = await saying(200, "application/json", "{}");
    closing.pop()?.();
    expect(await codeOf(apiGetList(url))).toBe("console-unreachable 0");
  });
});

describe("a refusal", () => {
  it("is told in the words of our API", async () => {
    const problem = { type: "/problems/tag-moved", title: "Moved", status: 412, detail: "It moved.", requestId: "7" };
    const url = await saying(412, "application/problem+json", JSON.stringify(problem));
    await expect(apiSend("DELETE", url)).rejects.toMatchObject({ problem });
  });

  it.each([
    ["a page", "text/html", "<h1>Bad gateway</h1>"],
    ["another problem", "application/problem+json", '{"type":"about:blank","status":502}'],
    ["a title that is no text", "application/json", '{"type":"a","title":{"b":"c"},"detail":[]}'],
  ])("that is %s keeps its status and request id", async (_, type, body) => {
    const url = await saying(502, type, body);
    expect(await codeOf(apiSend("POST", url, { body: {} }))).toBe("internal 502");
    await expect(apiSend("POST", url)).rejects.toMatchObject({ problem: { requestId: "7" } });
  });
});
