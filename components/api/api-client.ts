import { useHeader } from "@/lib/contract/in-use-header";
import type { List } from "@/lib/contract/list";
import { apiAt, pagePaths } from "@/lib/contract/paths";
import type { Problem } from "@/lib/contract/problem";
import { problemType } from "@/lib/errors/problem";
import { type Marks, readAnswer, readProblem, readText } from "./answer";
import { ApiError } from "./api-error";
import { takeUse } from "./watch-use";

type GetOptions = { signal?: AbortSignal };
type Method = "POST" | "PUT" | "PATCH" | "DELETE";
type SendOptions = {
  body?: unknown;
  /** The digest that was shown, quoted by the client: `If-Match`. Null if nothing was there: `If-None-Match`. */
  ifMatch?: string | null;
};

/** Reads `path` of our own API. Throws an ApiError for anything but an answer with the properties in `marks`. */
export async function apiGet<Answer extends object>(
  path: string,
  marks: Marks<Answer>,
  options: GetOptions = {},
): Promise<Answer> {
  return readAnswer(await request(path, options), marks);
}

/** Reads a page of a list of our own API. Throws an ApiError for anything else. */
export function apiGetList<Page extends List<unknown>>(path: string, options?: GetOptions): Promise<Page> {
  return apiGet<Page>(path, ["items", "total", "freshness"], options);
}

/** Reads `path` of our own API as text. Throws an ApiError if there is none. */
export async function apiGetText(path: string, options: GetOptions = {}): Promise<string> {
  return readText(await request(path, { ...options, headers: { accept: "text/plain" } }));
}

/**
 * Changes something through our own API; returns the address of the result, if any. Throws an ApiError if it was not
 * done.
 */
export async function apiSend(method: Method, path: string, options?: SendOptions): Promise<string | null> {
  return (await send(method, path, options)).headers.get("location");
}

/**
 * Changes something through our own API and returns its answer, which has the properties in `marks`. Throws an ApiError
 * if it was not done, or for any other answer.
 */
export async function apiSendFor<Answer extends object>(
  method: Method,
  path: string,
  marks: Marks<Answer>,
  options?: SendOptions,
): Promise<Answer> {
  return readAnswer(await send(method, path, options), marks);
}

function send(method: Method, path: string, { body, ifMatch }: SendOptions = {}): Promise<Response> {
  const headers = new Headers();
  if (body !== undefined) headers.set("content-type", "application/json");
  if (ifMatch) headers.set("if-match", `"${ifMatch}"`);
  if (ifMatch === null) headers.set("if-none-match", "*");
  return request(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
}

/**
 * Sends a form to a path of next-auth, whose own client asks at the root of the host, where another program may answer.
 * Returns the code of the error in its answer, or null. Throws an ApiError if the console refuses the request.
 */
export async function apiSendForm(path: string, fields: Record<string, string> = {}): Promise<string | null> {
  const { csrfToken } = await apiGet<{ csrfToken: string }>(apiAt("/auth/csrf"), ["csrfToken"]);
  const response = await ask(path, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
  if (!response.ok && response.status !== 401) throw new ApiError(await readProblem(response));
  const { url } = await readAnswer<{ url: string }>(response, ["url"]);
  const answer = new URL(url, window.location.origin).searchParams;
  return answer.get("error") ?? (answer.has("csrf") ? "csrf" : null);
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await ask(path, init);
  if (response.ok) return response;
  if (response.status === 401) leaveForSignIn();
  throw new ApiError(await readProblem(response));
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (takeUse()) headers.set(useHeader, "true");
  try {
    return await fetch(path, { ...init, headers, credentials: "same-origin" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(unreachable, { cause: error });
  }
}

const unreachable: Problem = {
  type: problemType("console-unreachable"),
  title: "The console doesn't answer",
  status: 0,
  detail: "This page got no answer from the console. It may be restarting, or your connection to it is interrupted.",
  requestId: "",
};

/** The session is over: leaving the page discards everything that was read with it. */
function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname !== pagePaths.signIn()) window.location.assign(pagePaths.signIn(`${pathname}${search}`));
}
