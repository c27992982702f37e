import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pageAt } from "@/lib/contract/paths";
import { AppError } from "@/lib/errors/app-error";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";
import { pagePathHeader } from "@/lib/http/page-path-header";
import { problemResponse } from "@/lib/http/problem";
import { maxBodyBytes } from "@/lib/http/read-body";
import { rewritePath } from "@/lib/http/rewrite-path";
import { strictTransportSecurity } from "@/lib/http/strict-transport-security";

// Headers and rewrites only. The use cases decide what a user may see, with or without this file.
export function proxy(request: NextRequest): Response {
  return request.nextUrl.pathname.startsWith("/api/") ? proxyApi(request) : proxyPage(request);
}

const apiMethods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

function proxyApi(request: NextRequest): Response {
  if (!apiMethods.includes(request.method)) return refuse("method-not-allowed", "There is no such method here.");
  // Next copies the body of each request that passes here, so a large one is refused before it is read.
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes)
    return refuse("payload-too-large", "The request body has more than the 256 KiB that are accepted.");
  const target = rewritePath(request.nextUrl.pathname);
  if (target.kind === "not-found") return refuse("not-found", "There is nothing at this address.");
  return target.kind === "rewrite" ? NextResponse.rewrite(inside(request, target.pathname)) : NextResponse.next();
}

function proxyPage(request: NextRequest): Response {
  if (request.headers.has("next-action") || !["GET", "HEAD"].includes(request.method))
    return refuse("method-not-allowed", "Pages can only be read; changes go through the API.");
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const response = respond(request, pageHeaders(request, nonce, policy));
  response.headers.set("content-security-policy", policy);
  const transport = strictTransportSecurity();
  if (transport) response.headers.set("strict-transport-security", transport);
  return response;
}

// Next takes the nonce from the request's policy. Both headers are set for every request, prefetches too, so that
// headers sent by a client never count.
function pageHeaders(request: NextRequest, nonce: string, policy: string): Headers {
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.delete("content-security-policy-report-only");
  const { pathname, searchParams } = new URL(request.url);
  // The router adds this to distinguish its own requests; it is no part of the address.
  searchParams.delete("_rsc");
  headers.set(pagePathHeader, pageAt(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname));
  return headers;
}

function respond(request: NextRequest, headers: Headers): NextResponse {
  const target = rewritePath(request.nextUrl.pathname);
  if (target.kind === "pass") return NextResponse.next({ request: { headers } });
  // No page can have this path: the app's own not-found page answers, with status 404.
  const pathname = target.kind === "rewrite" ? target.pathname : "/-/not-found";
  return NextResponse.rewrite(inside(request, pathname), { request: { headers } });
}

// Uses `request.url`: `nextUrl` has another host when the server listens at 127.0.0.1.
function inside(request: NextRequest, pathname: string): URL {
  const url = new URL(request.url);
  url.pathname = pathname;
  return url;
}

function refuse(...[code, detail]: ConstructorParameters<typeof AppError>): Response {
  return problemResponse(new AppError(code, detail), randomUUID());
}

export const config = { matcher: ["/((?!api/|_next/).*)", "/api/r/:path*", "/api/:path(.*%.*)"] };
