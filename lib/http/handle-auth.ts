import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { setNextAuthUrl } from "@/lib/config/next-auth-environment";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { getRequestId } from "@/lib/logging/request-context";
import { findClientAddress } from "./client-address";
import { problemResponse } from "./problem";
import { readBody } from "./read-body";
import { requireSameOrigin } from "./same-origin";

// The actions that next-auth's client calls. Its pages and its other routes don't exist here.
const actions = {
  GET: ["csrf", "session", "providers"],
  POST: ["callback/credentials", "signout"],
} as const;

const maxBodyBytes = 16 * 1024;

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * Runs next-auth behind the console's rules: known actions, same origin, bounded body, our problems, nothing cached.
 */
export async function handleAuth(request: NextRequest, context: Context): Promise<Response> {
  const requestId = getRequestId();
  try {
    const { nextauth } = await context.params;
    requireAction(request.method, nextauth.join("/"));
    if (request.method === "POST") requireSameOrigin(request.headers);
    setNextAuthUrl();
    const options = nextAuthOptions(findClientAddress(request.headers));
    const response: Response = await NextAuth(await withoutQuery(request), { params: { nextauth } }, options);
    response.headers.set("cache-control", "private, no-store");
    response.headers.set("x-request-id", requestId);
    return response;
  } catch (error) {
    if (!(error instanceof AppError)) logger().error({ err: error, requestId }, "request failed");
    return problemResponse(error, requestId);
  }
}

function requireAction(method: string, action: string): void {
  if (method in actions && actions[method as keyof typeof actions].some((known) => known === action)) return;
  throw new AppError("not-found", "This page does not exist.");
}

// next-auth answers 500 to a malformed callbackUrl in the query, and the console never uses the query.
async function withoutQuery(request: NextRequest): Promise<NextRequest> {
  const url = new URL(request.url);
  url.search = "";
  if (request.method !== "POST") return new NextRequest(url, { headers: request.headers });
  const body = await readBody(request, maxBodyBytes);
  return new NextRequest(url, { method: "POST", headers: request.headers, body });
}
