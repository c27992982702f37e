import type { FakeAnswer, FakeRequest } from "./exchange";
import type { FakeRegistryOptions } from "./options";

type Intercept = NonNullable<FakeRegistryOptions["intercept"]>;

/** Answers at most `times` requests whose method and URL begin with `start` (e.g. `GET /v2/_catalog`). */
export function faultAt(start: string, answer: FakeAnswer, times = Number.POSITIVE_INFINITY): Intercept {
  let left = times;
  return ({ method, url }: FakeRequest) => {
    if (!`${method} ${url}`.startsWith(start) || left <= 0) return undefined;
    left--;
    return answer;
  };
}

export const htmlPage: FakeAnswer = {
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!doctype html><title>Sign in</title><p>Please sign in",
};

export function tooManyRequests(retryAfter?: string): FakeAnswer {
  return { status: 429, headers: { "retry-after": retryAfter, "content-type": "application/json" }, body: "{}" };
}

/** Answers with a catalog or tag list in which every page links to another, forever. */
export function endlessPages(start: string, key: "repositories" | "tags"): Intercept {
  let page = 0;
  return ({ method, url }) => {
    if (!`${method} ${url}`.startsWith(start)) return undefined;
    page++;
    const path = url.split("?")[0];
    const headers = { "content-type": "application/json", link: `<${path}?last=page${page}>; rel="next"` };
    return { headers, body: JSON.stringify({ name: "app", [key]: [`page${page}`] }) };
  };
}
