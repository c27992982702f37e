import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceRequest } from "./service-client";

const mostCharacters = 500;

/** Returns whether a status means that the service denies the console access. */
export const isRefusal = (status: number): boolean => status === 401 || status === 403;

/**
 * Returns how a service explains its failure: `message` of Docker and Kubernetes, `errors` of Harbor, else the text.
 */
function messageOf(body: Buffer): string {
  const text = body.toString("utf8").trim();
  try {
    const json: unknown = JSON.parse(text);
    const said = json as { message?: unknown; errors?: { message?: unknown }[] };
    const message = said?.message ?? said?.errors?.[0]?.message;
    if (typeof message === "string") return message;
  } catch {
    // A proxy in between answers with a page.
  }
  return text.startsWith("<") ? "" : text;
}

/**
 * Returns the failure that an answer means. Keeps only the beginning of the service's message, on one line. `advice` is
 * what to do about an answer that denies the console access.
 */
export function refusal(
  title: string,
  wanted: ServiceRequest,
  status: number,
  body: Buffer,
  advice: string | null,
): AppError {
  const said = messageOf(body)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .slice(0, mostCharacters);
  const call = `${wanted.method} ${wanted.path.split("?")[0]}`;
  const answered = `answered ${status} to ${call}${said ? `: ${said}` : ""}`;
  const detail = advice !== null ? `${title} refused the console (it ${answered}). ${advice}` : `${title} ${answered}`;
  return new AppError("runner-refused", detail, { context: { status } });
}
