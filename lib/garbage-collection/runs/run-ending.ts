import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Failure } from "@/lib/garbage-collection/collector-output/explain-failure";
import { hideInText } from "@/lib/garbage-collection/collector-output/hide-in-text";

const brand = Symbol.for("shipshape.run-aborted");

/** Why a run was aborted: somebody cancelled it, or this process may not or can't continue it. */
export class RunAborted extends Error {
  override readonly name = "RunAborted";
  readonly [brand] = true;

  // The route that cancels is not the one that started, and has its own copy of this class.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(
    readonly reason: "cancelled" | "shutdown" | "lease-lost",
    message: string,
  ) {
    super(message);
  }
}

export const leaseLost = () =>
  new RunAborted(
    "lease-lost",
    "Another console may have taken over this registry, as this one stood still for a while.",
  );

export type Outcome = { state: "succeeded" | "failed" | "cancelled"; failure: Failure | null };

/** Returns how a run that threw this error has ended. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof RunAborted) {
    if (error.reason === "cancelled") return { state: "cancelled", failure: null };
    return { state: "failed", failure: { code: "run-interrupted", detail: error.message } };
  }
  if (error instanceof AppError)
    return { state: "failed", failure: { code: error.code, detail: hideInText(error.detail) } };
  return { state: "failed", failure: { code: "internal", detail: "The console failed during the run. See its log." } };
}
