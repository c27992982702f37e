import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";

function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && /^E[A-Z]+$/.test(cause.code)) return cause.code;
  return "";
}

const unixReasons: Record<string, (socket: string) => string> = {
  EACCES: (socket) =>
    `The console has no permission to use ${socket}. Add its user to the group that owns the socket (group_add in Compose, with the number that "stat -c %g ${socket}" prints), or let it speak to a socket proxy.`,
  ENOENT: (socket) =>
    `There is no socket ${socket} on the console's machine. Mount the socket of the Docker Engine there, or set endpoint.`,
  ECONNREFUSED: (socket) => `Nothing listens at ${socket}: the Docker Engine is not running.`,
};

/** Explains a failed call of the Docker Engine to the people who set it up; returns any other error unchanged. */
export function explainEngineFailure(url: string, error: unknown): unknown {
  if (isAppError(error, "runner-unreachable") && url.startsWith("unix://")) {
    const detail = unixReasons[codeOf(error)]?.(url.slice("unix://".length));
    if (detail) return new AppError("runner-unreachable", detail, { cause: error });
  }
  // Docker itself answers neither status to the calls made here.
  if (isAppError(error, "runner-refused") && (error.context.status === 403 || error.context.status === 405)) {
    const detail = `${error.detail} If there is a proxy in front of the Docker Engine, it must allow this call.`;
    return new AppError("runner-refused", detail, { cause: error, context: error.context });
  }
  return error;
}
