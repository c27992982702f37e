import { listSchema } from "@/lib/contract/list";
import { policyInputSchema, policySchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listPolicies, putPolicy } from "@/lib/retention/policies";
import { parsePolicy } from "@/lib/retention/policy-yaml";

export const GET = defineRoute({
  describe: { summary: "All policies", answer: listSchema(policySchema) },
  handle: ({ actor }) => listPolicies(actor),
});

export const POST = defineRoute({
  describe: { summary: "Creates a policy", answer: policySchema, status: 201 },
  body: policyInputSchema,
  handle: async ({ actor, body }) => Response.json(await putPolicy(actor, parsePolicy(body)), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
