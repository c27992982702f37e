import { type APIRequestContext, expect } from "@playwright/test";
import type { RunningConsole } from "./console";

/** Signs in as the browser's form does; the context holds the session afterwards. */
export async function signIn(
  request: APIRequestContext,
  { url, username, password }: Pick<RunningConsole, "url" | "username" | "password">,
): Promise<void> {
  const { csrfToken } = (await (await request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const response = await request.post(`${url}/api/auth/callback/credentials`, {
    headers: { origin: url },
    form: { csrfToken, username, password, callbackUrl: url, json: "true" },
  });
  expect(response.ok(), await response.text()).toBe(true);
}
