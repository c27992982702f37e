import "server-only";
import { z } from "zod";
import { apiVersion } from "@/lib/contract/api-document";
import { problemSchema } from "@/lib/contract/problem";
import { type ErrorCode, errorCodes } from "@/lib/errors/error-codes";
import type { DescribedRoute, RouteDescription } from "@/lib/http/define-route";
import { exampleOf, type JsonSchema } from "./example-of";

type Json = Record<string, unknown>;

/** A route of the API: its file below `app`, its method, and what `defineRoute` knows of it. */
export type FoundRoute = { file: string; method: string; route: DescribedRoute & { describe: RouteDescription } };

export type ApiDocument = {
  openapi: "3.1.0";
  paths: Record<string, Json>;
  components: { schemas: Json; securitySchemes: Json };
} & Json;

const introduction = `The HTTP API of a Shipshape console: the same paths as its pages, below \`/api\`.

Sign in as the form does (\`GET /api/auth/csrf\`, then \`POST /api/auth/callback/credentials\`) and send the session cookie. A
request that changes something needs an \`Origin\` of the console. Sizes are bytes, times are ISO 8601 in UTC, and null means
not known. A repository in a path keeps its slashes. Errors are RFC 9457 problems: branch on \`type\`.

**Stable:** every path, field, parameter and problem type here. A later version adds to them; it removes and changes none
without another number in \`x-api-version\`. Ignore fields and problem types that you don't know.`;

/** Returns the OpenAPI 3.1 description of the routes; `named` are the schemas that become components. */
export function describeApi(routes: FoundRoute[], named: Record<string, z.ZodType>): ApiDocument {
  const components = new Components(named);
  const paths: Record<string, Json> = {};
  for (const { file, method, route } of routes) {
    const path = pathOf(file);
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(path, method, route, components) };
  }
  components.schemaOf(problemSchema, "output");
  return {
    openapi: "3.1.0",
    info: { title: "Shipshape", version: apiVersion, description: introduction, license: { name: "Apache-2.0" } },
    servers: [{ url: "/" }],
    security: [{ session: [] }],
    tags: [...new Set([...groups.map(([, name]) => name), "Console"])].map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "shipshape.session" } },
      schemas: components.all(),
    },
  };
}

/** Returns the public path of a route's file. `/-/` follows the name of a repository, which may hold slashes. */
export function pathOf(file: string): string {
  return file
    .replace(/^app/, "")
    .replace(/\/route\.ts$/, "")
    .replace("[repository]/", "[repository]/-/")
    .replaceAll(/\[([^\]]+)\]/g, "{$1}");
}

class Components {
  private readonly registry = z.registry<{ id: string }>();
  private readonly schemas: Record<string, JsonSchema> = {};

  constructor(named: Record<string, z.ZodType>) {
    for (const [name, schema] of Object.entries(named)) this.registry.add(schema, { id: name });
  }

  schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const { $schema, $defs, ...converted } = z.toJSONSchema(schema, {
      io,
      metadata: this.registry,
      unrepresentable: "any",
    }) as JsonSchema & { $schema?: string; $defs?: Record<string, JsonSchema> };
    for (const [name, definition] of Object.entries($defs ?? {})) this.schemas[name] ??= tidy(definition, io);
    const own = this.registry.get(schema)?.id;
    if (own === undefined) return tidy(converted, io);
    this.schemas[own] ??= tidy(converted, io);
    return { $ref: `#/components/schemas/${own}` };
  }

  example(schema: JsonSchema): unknown {
    return exampleOf(schema, this.schemas);
  }

  all(): Json {
    return Object.fromEntries(Object.entries(this.schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** Points references to the components, and lets answers have fields that are added later. */
function tidy(value: JsonSchema, io: "input" | "output"): JsonSchema {
  const text = JSON.stringify(value, (key, held) => {
    if (key === "additionalProperties" && held === false && io === "output") return undefined;
    if (key === "id" && typeof held === "string") return undefined;
    // Every integer of JavaScript is bounded by these, which says nothing.
    if ((key === "maximum" || key === "minimum") && Math.abs(held as number) === Number.MAX_SAFE_INTEGER)
      return undefined;
    return held;
  });
  return JSON.parse(text.replaceAll("#/$defs/", "#/components/schemas/")) as JsonSchema;
}

function describeOperation(path: string, method: string, route: FoundRoute["route"], components: Components): Json {
  const { describe, body, isPublic } = route;
  return {
    operationId: `${method.toLowerCase()}${idOf(path)}`,
    summary: describe.summary,
    tags: [groupOf(path)],
    ...(isPublic ? { security: [] } : {}),
    parameters: [...parametersOf(route, components), ...headersOf(describe.errors ?? [])],
    ...(body
      ? { requestBody: { required: true, content: contentOf("application/json", body, "input", components) } }
      : {}),
    responses: responsesOf(method, route, components),
  };
}

const groups: [prefix: string, name: string][] = [
  ["/api/r/{registry}/{repository}", "Repositories"],
  ["/api/r", "Registries"],
  ["/api/clean-up/deletions", "Deletions"],
  ["/api/clean-up/trash", "Deletions"],
  ["/api/clean-up/garbage-collection", "Garbage collection"],
  ["/api/clean-up/stale", "Stale"],
  ["/api/clean-up", "Policies and protections"],
  ["/api/settings", "Settings"],
];

function groupOf(path: string): string {
  return groups.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "Console";
}

function idOf(path: string): string {
  const words = path.replace("/api/", "").split(/[^A-Za-z]+/);
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}

function parametersOf({ params, query }: DescribedRoute, components: Components): Json[] {
  const inPath = Object.entries(params).map(([name, schema]) => {
    const described = components.schemaOf(schema, "input");
    return { name, in: "path", required: true, schema: described, example: exampleOf(described, {}, name) };
  });
  const shape = query ? Object.entries(query.shape as Record<string, z.ZodType>) : [];
  const inQuery = shape.map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    schema: components.schemaOf(schema, "input"),
  }));
  return [...inPath, ...inQuery];
}

// Only what may be asked of the digest that a client has seen can fail in these ways.
function headersOf(errors: readonly ErrorCode[]): Json[] {
  if (!errors.includes("precondition-required")) return [];
  const description = "The digest that was seen, quoted";
  return [{ name: "If-Match", in: "header", required: true, description, schema: { type: "string" } }];
}

function contentOf(type: string, schema: z.ZodType, io: "input" | "output", components: Components): Json {
  const described = components.schemaOf(schema, io);
  return { [type]: { schema: described, example: components.example(described) } };
}

function responsesOf(method: string, route: FoundRoute["route"], components: Components): Json {
  const { answer, status } = route.describe;
  const success = String(status ?? (answer ? 200 : 204));
  const described: Json = { description: route.describe.summary };
  if (answer !== undefined && answer !== "empty")
    described.content =
      typeof answer === "string"
        ? { [answer]: { schema: { type: "string" } } }
        : contentOf("application/json", answer, "output", components);
  return {
    [success]: described,
    ...problemsOf(method, route),
    default: problemResponse(["internal"], "Any other problem"),
  };
}

function problemsOf(method: string, { params, query, body, isPublic, describe }: FoundRoute["route"]): Json {
  const codes = new Set<ErrorCode>(describe.errors);
  if (!isPublic) codes.add("unauthenticated");
  if (Object.keys(params).length > 0 || query || body) codes.add("invalid-request");
  if (method !== "GET") for (const code of ["cross-origin", "forbidden"] as const) codes.add(code);
  if (body) for (const code of ["payload-too-large", "unsupported-media-type"] as const) codes.add(code);
  if (params.registry) codes.add("registry-not-found");
  if (params.repository) codes.add("repository-not-found");
  if (params.tag) codes.add("tag-not-found");
  if (params.digest) codes.add("manifest-not-found");
  if (Object.keys(params).length > 0) codes.add("not-found");
  const byStatus = Map.groupBy([...codes].sort(), (code) => String(errorCodes[code][0]));
  return Object.fromEntries([...byStatus].map(([status, found]) => [status, problemResponse(found)]));
}

function problemResponse(codes: ErrorCode[], description = codes.join(", ")): Json {
  const examples = Object.fromEntries(
    codes.map((code) => [
      code,
      { value: { type: `/problems/${code}`, title: code, status: errorCodes[code][0], detail: "", requestId: "" } },
    ]),
  );
  const schema = { $ref: "#/components/schemas/Problem" };
  return { description, content: { "application/problem+json": { schema, examples } } };
}
