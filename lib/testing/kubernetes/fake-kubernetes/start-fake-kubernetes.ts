import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applyJsonPatch, type Json, PatchRefused } from "./json-patch";
import { type Call, callOf, Rights, type Rule } from "./rights";
import { sendLog } from "./send-log";
import { type Machine, World } from "./world";

/** A fault of a call: carried out and never answered, never carried out, or answered by something else. */
export type Fault = "lost-after" | "lost-before" | { status: number; body: Json };

export type FakeKubernetes = {
  url: string;
  world: World;
  calls: Call[];
  rights: Rights;
  options: FakeKubernetesOptions;
  close(): Promise<void>;
};

export type FakeKubernetesOptions = {
  workload: Json;
  machine: Machine;
  rules?: Rule[];
  token?: string;
  /** Sees each call first; `count` starts at 1. */
  fault?: (call: Call, count: number) => Fault | undefined;
  /** How many steps the controllers advance per call; less than 1 if a step takes several calls. */
  stepsPerCall?: number;
  /** The number of lines after which the connection of a log breaks, for each time that it is followed. */
  cutLogAfter?: number[];
};

// The API server gives no more detail.
const refusedPatch = "the server rejected our request due to an error in our request";

type Answer = { status: number; body: Json } | { log: Parameters<typeof sendLog>[1] };

const failure = (code: number, reason: string, message: string): Answer => ({
  status: code,
  body: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code },
});
const notFound = (call: Call) => failure(404, "NotFound", `${call.resource} "${call.name}" not found`);

/**
 * Starts an API server on loopback with the calls that a collection makes, with one namespace and one workload, both
 * named `registry`, and the controllers that act on its objects.
 */
export async function startFakeKubernetes(options: FakeKubernetesOptions): Promise<FakeKubernetes> {
  const world = new World(options.workload, options.machine);
  await world.settle();
  const rights = new Rights(options.rules ?? null);
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://kubernetes");
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : null;
    const method = request.method ?? "";
    const call = callOf(method, url.pathname) ?? {
      method,
      path: url.pathname,
      group: "",
      resource: "",
      verb: "",
      name: null,
    };
    calls.push(call);
    const fault = options.fault?.(call, calls.length);
    if (fault === "lost-before") return;
    const steps = (count: number) => Math.floor(count * (options.stepsPerCall ?? 1));
    for (let at = steps(calls.length - 1); at < steps(calls.length); at++) await world.step();
    if (request.headers.authorization !== `Bearer ${options.token ?? "token"}`)
      return send(response, failure(401, "Unauthorized", "Unauthorized"));
    const given = decide({ world, rights, call, query: url.searchParams, body, request });
    if (fault === "lost-after") return;
    if (typeof fault === "object") return send(response, fault);
    if ("log" in given) return sendLog(response, given.log, options.cutLogAfter?.shift());
    send(response, given);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    calls,
    rights,
    options,
    close: () =>
      new Promise((resolve) => {
        for (const { kill } of world.runs.values()) kill.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if ("log" in answer) return;
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
}

type Asked = {
  world: World;
  rights: Rights;
  call: Call;
  query: URLSearchParams;
  body: Json;
  request: IncomingMessage;
};

function decide(asked: Asked): Answer {
  const { rights, call, body } = asked;
  if (call.path === "/version") return { status: 200, body: { major: "1", minor: "32", gitVersion: "v1.32.4" } };
  if (call.path === "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
    return { status: 201, body: { ...body, status: { allowed: rights.review(body.spec.resourceAttributes) } } };
  if (call.resource === "") return failure(404, "NotFound", "the server could not find the requested resource");
  if (!rights.use(call)) return failure(403, "Forbidden", `cannot ${call.verb} resource "${call.resource}"`);
  return handlers[`${call.verb} ${call.resource}`]?.(asked) ?? failure(405, "MethodNotAllowed", "not supported here");
}

const selected = (objects: Json[], query: URLSearchParams): Json[] => {
  const wanted = (query.get("labelSelector") ?? "").split(",").map((part) => part.split("="));
  return objects.filter(({ metadata }) => wanted.every(([name = "", value]) => metadata.labels?.[name] === value));
};
const list = (items: Json[]): Answer => ({ status: 200, body: { kind: "List", metadata: {}, items } });

function readWorkload({ world, call }: Asked): Answer {
  const kind = call.resource === "deployments" ? "Deployment" : "StatefulSet";
  const found = world.workload.kind === kind && call.name === world.workload.metadata.name;
  return found ? { status: 200, body: world.workload } : notFound(call);
}

function patchWorkload(asked: Asked): Answer {
  const { world, body, request } = asked;
  if (request.headers["content-type"] !== "application/json-patch+json")
    return failure(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
  try {
    return { status: 200, body: world.replaceWorkload(applyJsonPatch(world.workload, body)) };
  } catch (error) {
    if (error instanceof PatchRefused) return failure(422, "Invalid", refusedPatch);
    throw error;
  }
}

function createJob({ world, body }: Asked): Answer {
  const { name } = body.metadata;
  if (world.jobs.some(({ metadata }) => metadata.name === name))
    return failure(409, "AlreadyExists", `jobs.batch "${name}" already exists`);
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) || body.spec.template.spec.restartPolicy !== "Never")
    return failure(422, "Invalid", `Job.batch "${name}" is invalid`);
  return { status: 201, body: world.addJob(body) };
}

const handlers: Record<string, (asked: Asked) => Answer> = {
  "get deployments": readWorkload,
  "get statefulsets": readWorkload,
  "patch deployments": patchWorkload,
  "patch statefulsets": patchWorkload,
  "list pods": ({ world, query }) => list(selected(world.pods, query)),
  "get pods/log": ({ world, call, query }) => {
    const run = world.runs.get(call.name ?? "");
    return run ? { log: { run, query } } : failure(400, "BadRequest", "container is waiting to start");
  },
  "list events": ({ world, query }) => {
    const name = /involvedObject\.name=([^,]+)/.exec(query.get("fieldSelector") ?? "")?.[1];
    return list(world.events.filter(({ involvedObject }) => name?.startsWith(involvedObject.name)));
  },
  "get persistentvolumeclaims": ({ world, call }) => {
    const claim = world.claims[call.name ?? ""];
    return claim ? { status: 200, body: claim } : notFound(call);
  },
  "list horizontalpodautoscalers": ({ world }) => list(world.scalers),
  "create jobs": createJob,
  "list jobs": ({ world, query }) => list(selected(world.jobs, query)),
  "delete jobs": ({ world, call }) =>
    world.removeJob(call.name ?? "") ? { status: 200, body: { kind: "Status", status: "Success" } } : notFound(call),
};
