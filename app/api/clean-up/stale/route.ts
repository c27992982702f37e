import { staleListSchema, staleQuerySchema } from "@/lib/contract/stale";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { findStale } from "@/lib/retention/find-stale";

export const GET = defineRoute({
  describe: { summary: "What may be deleted, with reasons", answer: staleListSchema },
  query: staleQuerySchema,
  handle: ({ actor, query }) => findStale(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
