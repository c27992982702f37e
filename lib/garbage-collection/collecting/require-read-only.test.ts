import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectTo } from "@/lib/registry/connection";
import { probePush } from "@/lib/registry/probe-push";
import { anImage } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { aRegistryConfig } from "@/lib/testing/fake-registry/registry-config";
import { requireReadOnly, requireStopped } from "./require-read-only";

/** Forwards each new connection to the next of these ports in turn. Null is a port on which nobody listens. */
async function startBalancer(ports: (number | null)[]): Promise<{ port: number; connections: () => number }> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const port = ports[count % ports.length];
    count += 1;
    sockets.add(client);
    client.on("error", () => undefined);
    if (typeof port !== "number") return void client.destroy();
    const backend = connect(port, "127.0.0.1");
    sockets.add(backend);
    backend.on("error", () => client.destroy());
    backend.on("close", () => client.destroy());
    client.on("close", () => backend.destroy());
    client.pipe(backend).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => count };
}

async function startInstance(readOnly: boolean) {
  const registry = await startFakeRegistry({ readOnly });
  registry.push("app", "1.0", anImage());
  onTestFinished(() => registry.close());
  return registry;
}

async function balanced(...readOnly: boolean[]) {
  const instances = await Promise.all(readOnly.map(startInstance));
  const balancer = await startBalancer(instances.map(({ port }) => port));
  const connection = connectTo(aRegistryConfig(`http://127.0.0.1:${balancer.port}`), { retryBaseMs: 1 });
  onTestFinished(() => connection.close());
  const runner = { connection, makeReadOnly: async () => undefined, hasOwnSteps: true };
  return { runner, connection, instances, balancer };
}

test.each([[[true, false]], [[true, true, false]], [[true, true, true, true, true, false]]])(
  "one instance behind the same address that takes pushes is found (%j)",
  async (readOnly) => {
    const { runner, connection } = await balanced(...readOnly);
    expect(await probePush(connection, "app")).toBe("read-only");
    await expect(requireReadOnly(runner)).rejects.toMatchObject({ code: "registry-writable" });
  },
);

test("a registry whose instances all refuse pushes is read-only", async () => {
  const { runner, instances } = await balanced(true, true, true);
  await requireReadOnly(runner);
  for (const instance of instances) expect(instance.countRequests("POST ")).toBeGreaterThan(0);
});

test("one that takes a push at once is asked once", async () => {
  const { runner, instances } = await balanced(false);
  await expect(requireReadOnly(runner)).rejects.toMatchObject({ code: "registry-writable" });
  expect(instances[0]?.countRequests("POST ")).toBe(1);
});

test("an instance that can't say whether it takes pushes is no proof", async () => {
  const { runner, instances } = await balanced(true, true);
  const [, second] = instances;
  if (second)
    second.options.intercept = ({ method }) => (method === "POST" ? { status: 500, headers: {}, body: "" } : undefined);
  await expect(requireReadOnly(runner)).rejects.toMatchObject({ code: "registry-failed" });
});

test("a stopped registry that answers at another instance is not stopped", async () => {
  const instance = await startInstance(true);
  const balancer = await startBalancer([null, null, instance.port]);
  const connection = connectTo(aRegistryConfig(`http://127.0.0.1:${balancer.port}`), { retryBaseMs: 1, retries: 0 });
  onTestFinished(() => connection.close());
  await expect(requireStopped(connection)).rejects.toMatchObject({ code: "registry-writable" });
});

test("one that answers nowhere is stopped", async () => {
  const balancer = await startBalancer([null]);
  const connection = connectTo(aRegistryConfig(`http://127.0.0.1:${balancer.port}`), { retryBaseMs: 1, retries: 0 });
  onTestFinished(() => connection.close());
  await requireStopped(connection);
  expect(balancer.connections()).toBeGreaterThan(10);
});

test.each([
  ["whose gateway says that nobody is behind it is stopped", 503, "", true],
  ["that fails is at work, whatever numbers its name has", 500, '{"errors":[{"code":"UNKNOWN"}]}', false],
  ["that wants other credentials is at work", 403, '{"errors":[{"code":"DENIED"}]}', false],
])("a registry %s", async (_, status, body, stopped) => {
  const registry = await startFakeRegistry();
  onTestFinished(() => registry.close());
  registry.options.intercept = () => ({ status, body });
  const config = { ...aRegistryConfig(registry.url), title: "Registry 503" };
  const asked = connectTo(config, { retryBaseMs: 1, retries: 0 });
  onTestFinished(() => asked.close());
  const outcome = await requireStopped(asked).then(
    () => true,
    () => false,
  );
  expect(outcome).toBe(stopped);
});
