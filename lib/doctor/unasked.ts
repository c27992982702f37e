import "server-only";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { Told } from "./judgement";

const noAnswer: ErrorCode[] = ["registry-unreachable", "registry-timeout", "registry-certificate"];

/** Why a registry could not be asked; where there is no answer at all, another check says why. */
export function unasked({ code, detail }: AppError): Told & { state: "unknown" } {
  return noAnswer.includes(code)
    ? { state: "unknown", code: "unasked.noAnswer" }
    : { state: "unknown", code: "unasked.failed", values: { detail } };
}
