import { request } from "undici";

/** The account of every console that the benchmark starts. */
export const account = { username: "admin", password: "a password of the benchmark" };

/** Signs in as the browser's form does and returns the cookies, by their names. */
export async function signIn(url: string, person = account): Promise<Record<string, string>> {
  const first = await request(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.body.json()) as { csrfToken: string };
  const cookies = readCookies(first.headers["set-cookie"]);
  const second = await request(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin: url, cookie: cookieHeader(cookies), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...person, csrfToken, callbackUrl: url, json: "true" }).toString(),
  });
  const answer = await second.body.text();
  if (second.statusCode !== 200) throw new Error(`signing in answered ${second.statusCode} ${answer}`);
  return { ...cookies, ...readCookies(second.headers["set-cookie"]) };
}

/** Formats the cookies as a request carries them. */
export function cookieHeader(cookies: Record<string, string>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

function readCookies(header: string | string[] | undefined): Record<string, string> {
  const lines = header === undefined ? [] : [header].flat();
  return Object.fromEntries(lines.map((line) => (line.split(";")[0] ?? "").split(/=(.*)/s).slice(0, 2)));
}
