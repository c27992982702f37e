import { policyRunQuerySchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listPolicyRuns } from "@/lib/retention/policies";

export const GET = defineRoute({
  query: policyRunQuerySchema,
  handle: ({ actor, query }) => listPolicyRuns(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
