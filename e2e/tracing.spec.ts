import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startConsole } from "./console";
import { expect, test } from "./fixtures";
import { signIn } from "./sign-in-request";

test("a collector gets the trace of a request, of what the registry was asked for it, and of the index", async ({
  registry,
  request,
}) => {
  const received: Buffer[] = [];
  const collector = createServer(async (request, response) => {
    for await (const part of request) received.push(part as Buffer);
    response.end();
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const console = await startConsole({ registry, env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, LOG_LEVEL: "debug" } });
  try {
    await signIn(request, console);
    const answer = await request.get(`${console.url}/api/r/local/web/storefront/-/tags/no-such-tag`);
    await request.get(`${console.url}/set-up?token=s3cr3t`);
    const { requestId } = await answer.json();
    const line = console
      .output()
      .split("\n")
      .find((each) => each.includes(requestId));
    const { trace_id: traceId } = JSON.parse(line ?? "{}");
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    const sent = () => Buffer.concat(received);
    for (const text of ["registry read manifest", "index list", "index tag", requestId, "/api/r/"])
      await expect.poll(() => sent().includes(text), text).toBe(true);
    await expect.poll(() => sent().includes(Buffer.from(traceId, "hex"))).toBe(true);
    expect(sent().includes("s3cr3t")).toBe(false);
  } finally {
    await console.remove();
    collector.closeAllConnections();
    collector.close();
  }
});
