import "server-only";
import type { z } from "zod";
import { z as schema } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { findActor } from "@/lib/auth/find-actor";
import { apiVersion } from "@/lib/contract/api-document";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { getRequestId } from "@/lib/logging/request-context";
import { isUse } from "./is-use";
import { logFailure } from "./log-failure";
import { parseInput, queryObject } from "./parse-input";
import { problemResponse } from "./problem";
import { readJsonBody } from "./read-body";
import { requireSameOrigin } from "./same-origin";
import { findSessionCookie } from "./session-cookie";

type Shape = Record<string, z.ZodType>;
type Values<S extends Shape> = { [K in keyof S]: z.infer<S[K]> };

type RouteInput<P extends Shape, Q extends z.ZodObject, B extends z.ZodObject, A> = {
  actor: A;
  params: Values<P>;
  query: z.infer<Q>;
  body: z.infer<B>;
  request: Request;
  requestId: string;
};

type RawParams = Record<string, string | string[] | undefined>;

/** What the description of the API says of a route besides what follows from its input. */
export type RouteDescription = {
  /** What it does, in a line. */
  summary: string;
  /** The schema of its JSON, or what it answers instead; 204 without content if there is none. */
  answer?: z.ZodType | "text/plain" | "text/event-stream" | "application/octet-stream" | "empty";
  /** The status of success, if it isn't 200. */
  status?: 201 | 202;
  /** The errors that do not follow from its input. */
  errors?: ErrorCode[];
};

type RouteDefinition<P extends Shape, Q extends z.ZodObject, B extends z.ZodObject, Public extends boolean> = {
  /** Null for what is no part of the API, such as a method that an address doesn't have. */
  describe: RouteDescription | null;
  params?: P;
  query?: Q;
  body?: B;
  /** Answers without a session, and doesn't look for one: the actor is null. */
  public?: Public;
  /**
   * For a public route: throws for every caller that it isn't open to, before anything else of the request is read. The
   * route then accepts any origin, as no cookie counts.
   */
  admit?: (request: Request, params: RawParams) => void;
  /** Returns JSON or a Response; undefined becomes 204. */
  handle: (input: RouteInput<P, Q, B, Public extends true ? null : Actor>) => unknown;
};

type RouteContext = { params: Promise<RawParams> };
export type Route = (request: Request, context: RouteContext) => Promise<Response>;

/** The input and the description of a route. */
export type DescribedRoute = {
  params: Shape;
  query: z.ZodObject | null;
  body: z.ZodObject | null;
  isPublic: boolean;
  describe: RouteDescription | null;
};

const defined = new WeakMap<Route, DescribedRoute>();
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Returns what the description of the API is made from; null for a function that `defineRoute` did not make. */
export function describedRoute(value: unknown): DescribedRoute | null {
  return (typeof value === "function" && defined.get(value as Route)) || null;
}

/**
 * Makes an API route; there is no other way. Checks the origin, the session and the input, then calls `handle`. Every
 * error becomes a problem, and no cache may store a response.
 */
export function defineRoute<
  P extends Shape = Record<never, never>,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Public extends boolean = false,
>(definition: RouteDefinition<P, Q, B, Public>): Route {
  const schemas = {
    params: schema.object(definition.params ?? {}),
    query: strict(definition.query),
    body: strict(definition.body),
  };
  const route: Route = async (request, context) => {
    const requestId = getRequestId();
    try {
      return finish(await answer(definition, schemas, request, context, requestId), requestId);
    } catch (error) {
      logFailure(error, request, requestId);
      return problemResponse(error, requestId);
    }
  };
  const { params = {}, query = null, body = null, public: isPublic = false, describe } = definition;
  defined.set(route, { params, query, body, isPublic, describe });
  return route;
}

async function answer<P extends Shape, Q extends z.ZodObject, B extends z.ZodObject, Public extends boolean>(
  definition: RouteDefinition<P, Q, B, Public>,
  schemas: Record<"params" | "query" | "body", z.ZodObject>,
  request: Request,
  context: RouteContext,
  requestId: string,
): Promise<unknown> {
  const rawParams = (await context.params) ?? {};
  if (definition.public && definition.admit) definition.admit(request, rawParams);
  else if (!safeMethods.has(request.method)) requireSameOrigin(request.headers);
  const actor = definition.public ? null : await requireActor(request);
  const rawBody = definition.body ? await readJsonBody(request) : {};
  return definition.handle({
    actor: actor as Public extends true ? null : Actor,
    params: parseInput(schemas.params, rawParams, "path") as Values<P>,
    query: parseInput(schemas.query, queryObject(new URL(request.url).searchParams), "query") as z.infer<Q>,
    body: parseInput(schemas.body, rawBody, "body") as z.infer<B>,
    request,
    requestId,
  });
}

// A misspelt parameter must not be ignored; a schema that accepts unknown ones is declared loose.
function strict(object: z.ZodObject = schema.object({})): z.ZodObject {
  return object.def.catchall ? object : object.strict();
}

// Called before the body is read, so that only callers with a session make the console hold one.
async function requireActor(request: Request): Promise<Actor> {
  const actor = await findActor(findSessionCookie(request.headers), { isUse: isUse(request) });
  if (!actor) throw new AppError("unauthenticated", "Sign in to continue.");
  return actor;
}

function finish(result: unknown, requestId: string): Response {
  const response = toResponse(result);
  response.headers.set("x-request-id", requestId);
  response.headers.set("x-api-version", apiVersion);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
  return response;
}

function toResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
}
