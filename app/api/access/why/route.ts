import { explainAccess } from "@/lib/access/explain-access";
import { whyQuerySchema, whySchema } from "@/lib/contract/access";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: {
    summary: "Whether a person may do something with a repository, and by which grants",
    answer: whySchema,
    errors: ["registry-not-found", "repository-not-found"],
  },
  query: whyQuerySchema,
  handle: ({ actor, query }) => explainAccess(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
