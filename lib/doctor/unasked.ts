import "server-only";
import type { AppError } from "@/lib/errors/app-error";
import { isOfKind } from "@/lib/errors/error-codes";
import type { Told } from "./judgement";

/** Returns why a registry could not be asked. If it gave no answer at all, another check says why. */
export function unasked({ code, detail }: AppError): Told & { state: "unknown" } {
  return isOfKind(code, "no-answer")
    ? { state: "unknown", code: "unasked.noAnswer" }
    : { state: "unknown", code: "unasked.failed", values: { detail } };
}
