import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { parseChallenge } from "./internal/challenge";
import { clockDifference } from "./internal/clock-difference";
import { pingPath } from "./internal/registry-path";
import { sendAside } from "./internal/send-aside";
import { bodyLimits } from "./limits";

export type Sounding = {
  tookMs: number;
  /** How far the registry's clock is ahead of the console's, in milliseconds; null if the answer has no date. */
  clockAheadMs: number | null;
  /** What the registry asks callers without credentials for; "nothing": it lets everybody in. */
  asksFor: "nothing" | "basic" | "bearer" | "something";
};

/** Returns the registry's answer to a caller without credentials, whatever it is. Throws the AppError if none comes. */
export async function soundOut(
  connection: RegistryConnection,
  { timeoutMs }: { timeoutMs: number },
): Promise<Sounding> {
  const url = new URL(`${connection.config.url}${pingPath}`);
  const sentAt = Date.now();
  const request = { method: "GET", url, headers: {}, maxBytes: bodyLimits.listPageBytes, totalMs: timeoutMs } as const;
  const { status, headers } = await sendAside(connection, request).catch((error: unknown) => {
    // A kept-alive socket may have been closed in the meantime, which says nothing about the registry.
    if (isAppError(error, "registry-unreachable")) return sendAside(connection, request);
    throw error;
  });
  const receivedAt = Date.now();
  const date = Date.parse(headers.get("date") ?? "");
  const challenge = parseChallenge(headers.get("www-authenticate"));
  return {
    tookMs: receivedAt - sentAt,
    clockAheadMs: Number.isNaN(date) ? null : clockDifference(date, sentAt, receivedAt),
    asksFor: challenge?.scheme ?? (status < 400 ? "nothing" : "something"),
  };
}
