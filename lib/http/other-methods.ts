import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { defineRoute, type Route } from "./define-route";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Returns handlers for OPTIONS and for the methods that an address doesn't have. A route exports them beside its own:
 * Next would answer with an empty 405 that doesn't say why.
 */
export function otherMethods(
  given: readonly [Method, ...Method[]],
  { public: isPublic = false } = {},
): Record<Method | "OPTIONS", Route> {
  const allow = [...given, ...(given.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
  const refuse = defineRoute({
    describe: null,
    query: z.looseObject({}),
    public: isPublic,
    handle: ({ request }) => {
      const detail = `There is no ${request.method} at this address, only ${given.join(" and ")}.`;
      throw new AppError("method-not-allowed", detail, { allow });
    },
  });
  const tell = defineRoute({
    describe: null,
    query: z.looseObject({}),
    public: isPublic,
    handle: () => new Response(null, { status: 204, headers: { allow: allow.join(", ") } }),
  });
  return { OPTIONS: tell, GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}
