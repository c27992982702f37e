import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { defineRoute, type Route } from "./define-route";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The methods that an address doesn't have, and OPTIONS. A route exports them beside those it has: Next would answer
 * them with an empty 405 that tells nobody why.
 */
export function otherMethods(
  given: readonly [Method, ...Method[]],
  { public: isPublic = false } = {},
): Record<Method | "OPTIONS", Route> {
  const allow = [...given, ...(given.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
  const refuse = defineRoute({
    query: z.looseObject({}),
    public: isPublic,
    handle: ({ request }) => {
      const detail = `There is no ${request.method} at this address, only ${given.join(" and ")}.`;
      throw new AppError("method-not-allowed", detail, { allow });
    },
  });
  const tell = defineRoute({
    query: z.looseObject({}),
    public: isPublic,
    handle: () => new Response(null, { status: 204, headers: { allow: allow.join(", ") } }),
  });
  return { OPTIONS: tell, GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}
