import type { z } from "zod";
import { pagePaths } from "@/lib/contract/paths";
import { type Problem, problemSchema } from "@/lib/contract/problem";
import { ApiError } from "./api-error";

type SendOptions<Schema extends z.ZodType> = {
  body?: unknown;
  /** The digest that was shown, quoted by the client: `If-Match`. */
  ifMatch?: string;
  /** What the answer holds; without it the answer is not read. */
  schema?: Schema;
  signal?: AbortSignal;
};

/** Reads `path` of our own API. Throws an ApiError for anything but an answer that fits the schema. */
export async function apiGet<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: { signal?: AbortSignal } = {},
): Promise<z.infer<Schema>> {
  return parse(await request(path, { signal: options.signal ?? null }), schema);
}

/** Reads `path` of our own API as text. Throws an ApiError where there is none. */
export async function apiGetText(path: string, options: { signal?: AbortSignal } = {}): Promise<string> {
  return (await request(path, { signal: options.signal ?? null, headers: { accept: "text/plain" } })).text();
}

/** Changes something by our own API. Throws an ApiError where it was not done. */
export async function apiSend<Schema extends z.ZodType = z.ZodUndefined>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  options: SendOptions<Schema> = {},
): Promise<z.infer<Schema>> {
  const headers = new Headers();
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.ifMatch) headers.set("if-match", `"${options.ifMatch}"`);
  const response = await request(path, {
    method,
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  });
  return options.schema ? parse(response, options.schema) : (undefined as z.infer<Schema>);
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(unreachable, { cause: error });
  }
  if (response.ok) return response;
  if (response.status === 401) leaveForSignIn();
  throw new ApiError(await readProblem(response));
}

async function parse<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  const result = schema.safeParse(await response.json().catch(() => undefined));
  if (result.success) return result.data;
  throw new ApiError(unreadable(response), { cause: result.error });
}

async function readProblem(response: Response): Promise<Problem> {
  const result = problemSchema.safeParse(await response.json().catch(() => undefined));
  return result.success ? result.data : unreadable(response);
}

const unreachable: Problem = {
  type: "/problems/console-unreachable",
  title: "The console doesn't answer",
  status: 0,
  detail: "This page got no answer from the console. It may be restarting, or your connection to it is interrupted.",
  requestId: "",
};

function unreadable(response: Response): Problem {
  return {
    type: "/problems/internal",
    title: "The console's answer can't be read",
    status: response.status,
    detail: `The answer (status ${response.status}) is not what this page expects. Reload the page: the console may have been updated.`,
    requestId: response.headers.get("x-request-id") ?? "",
  };
}

/** The session is over: everything read with it goes with the page. */
function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname !== pagePaths.signIn()) window.location.assign(pagePaths.signIn(`${pathname}${search}`));
}
