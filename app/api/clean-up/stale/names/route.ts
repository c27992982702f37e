import { staleNamesQuerySchema, staleNamesSchema } from "@/lib/contract/stale";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listStaleNames } from "@/lib/retention/find-stale";

export const GET = defineRoute({
  describe: {
    summary: "The names of stale tags or manifests of a repository, to plan a deletion",
    answer: staleNamesSchema,
  },
  query: staleNamesQuerySchema,
  handle: ({ actor, query }) => listStaleNames(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
