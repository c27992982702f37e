import { deletionListSchema } from "@/lib/contract/deletions";
import { runDeletionsQuerySchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { listRunDeletions } from "@/lib/retention/list-run-deletions";

export const GET = defineRoute({
  describe: { summary: "The deletions of a policy run", answer: deletionListSchema },
  params: { id: idParam },
  query: runDeletionsQuerySchema,
  handle: ({ actor, params, query }) => listRunDeletions(actor, params.id, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
