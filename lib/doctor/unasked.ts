import "server-only";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";

const noAnswer: ErrorCode[] = ["registry-unreachable", "registry-timeout", "registry-certificate"];

/** Why a registry could not be asked; where there is no answer at all, another check says why. */
export function unasked({ code, detail }: AppError): string {
  return noAnswer.includes(code) ? "It could not be asked, as there is no answer." : `It could not be asked. ${detail}`;
}
