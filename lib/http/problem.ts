import "server-only";
import { apiVersion } from "@/lib/contract/api-document";
import type { Problem } from "@/lib/contract/problem";
import { AppError } from "@/lib/errors/app-error";
import { problemType } from "@/lib/errors/problem";
import { inWords } from "@/lib/i18n/sentences";

const internal = new AppError("internal", "The console failed. Find this request ID in its log for details.");

/**
 * Makes every error response (RFC 9457). An error other than an AppError becomes `internal`, which reveals no details.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : internal;
  const problem: Problem = {
    type: problemType(known.code),
    title: inWords({ key: `failures.${known.code}` }),
    status: known.status,
    detail: known.detail,
    requestId,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "private, no-store",
    "x-request-id": requestId,
    "x-api-version": apiVersion,
  });
  if (known.retryAfterSeconds !== undefined) headers.set("retry-after", String(Math.ceil(known.retryAfterSeconds)));
  if (known.allow) headers.set("allow", known.allow.join(", "));
  return new Response(JSON.stringify(problem), { status: known.status, headers });
}
