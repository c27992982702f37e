import type { Problem } from "@/lib/contract/problem";
import { problemType } from "@/lib/errors/problem";
import { ApiError } from "./api-error";

/**
 * Names of properties that distinguish the answer from other JSON, such as a proxy's or one of another console version.
 * Whether our API keeps to its contract is checked where it is built, not again in every browser.
 */
export type Marks<Answer> = readonly (keyof Answer & string)[];

/** Returns the answer in a response of our API. Throws an ApiError if the response is something else, or cut off. */
export async function readAnswer<Answer extends object>(response: Response, marks: Marks<Answer>): Promise<Answer> {
  const body = await readJson(response);
  if (isObject(body) && marks.every((mark) => Object.hasOwn(body, mark))) return body as Answer;
  throw new ApiError(unreadable(response));
}

/** Returns the text in a response of our API. Throws an ApiError if the response is an HTML page, or cut off. */
export async function readText(response: Response): Promise<string> {
  const text = isOfType(response, /^text\/html\b/i) ? null : await response.text().catch(() => null);
  if (text === null) throw new ApiError(unreadable(response));
  return text;
}

/** Returns why the API refused; if the response doesn't say so, a problem that it can't be read. */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await readJson(response);
  return isProblem(body) ? body : unreadable(response);
}

async function readJson(response: Response): Promise<unknown> {
  if (!isOfType(response, /^application\/(?:problem\+)?json\b/i)) return undefined;
  return response.json().catch(() => undefined);
}

function isOfType(response: Response, type: RegExp): boolean {
  return type.test(response.headers.get("content-type") ?? "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && [value.type, value.title, value.detail].every((text) => typeof text === "string");
}

function unreadable(response: Response): Problem {
  return {
    type: problemType("internal"),
    title: "The console's answer can't be read",
    status: response.status,
    detail: `The answer (status ${response.status}) is not what this page expects. Reload the page: the console may have been updated.`,
    requestId: response.headers.get("x-request-id") ?? "",
  };
}
