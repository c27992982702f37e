import { Agent, request } from "undici";
import { account, cookieHeader, signIn } from "./sign-in";

export type Answer = { status: number; ms: number; text: string };

/** A person's HTTP client: a session, and connections that stay open. */
export type ConsoleClient = {
  url: string;
  cookies: Record<string, string>;
  /** Any status is an answer; `ms` runs until the last byte of the body. Throws if there is no answer in time. */
  get(path: string, timeoutMs?: number): Promise<Answer>;
  /** Returns the JSON of a path, or null if there is no such API. Throws for any other status than 200. */
  findJson<T>(path: string): Promise<T | null>;
  post(path: string): Promise<number>;
  /** Returns the JSON answer to a posted body. Throws for any status of 300 or more. */
  postJson<T>(path: string, json: object): Promise<T>;
  close(): Promise<void>;
};

/** Signs in at a console. */
export async function connectToConsole(url: string, person = account): Promise<ConsoleClient> {
  const cookies = await signIn(url, person);
  const agent = new Agent({ connections: 8 });
  const headers = { cookie: cookieHeader(cookies), origin: url };
  const get = async (path: string, timeoutMs = 60_000): Promise<Answer> => {
    const started = performance.now();
    const signal = AbortSignal.timeout(timeoutMs);
    const { statusCode, body } = await request(url + path, { dispatcher: agent, headers, signal });
    const text = await body.text();
    return { status: statusCode, ms: performance.now() - started, text };
  };
  return {
    url,
    cookies,
    get,
    findJson: async (path) => {
      const { status, text } = await get(path);
      if (status === 404 || status === 405) return null;
      if (status !== 200) throw new Error(`${path} answered ${status} ${text.slice(0, 200)}`);
      return JSON.parse(text);
    },
    post: async (path) => {
      const { statusCode, body } = await request(url + path, { method: "POST", dispatcher: agent, headers });
      await body.dump();
      return statusCode;
    },
    postJson: async (path, json) => {
      const sent = { ...headers, "content-type": "application/json" };
      const body = JSON.stringify(json);
      const answer = await request(url + path, { method: "POST", dispatcher: agent, headers: sent, body });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode} ${text.slice(0, 200)}`);
      return JSON.parse(text);
    },
    close: () => agent.destroy(),
  };
}
