import { listSchema } from "@/lib/contract/list";
import { policyRunQuerySchema, policyRunSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listPolicyRuns } from "@/lib/retention/policies";

export const GET = defineRoute({
  describe: { summary: "Runs of policies, newest first", answer: listSchema(policyRunSchema) },
  query: policyRunQuerySchema,
  handle: ({ actor, query }) => listPolicyRuns(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
