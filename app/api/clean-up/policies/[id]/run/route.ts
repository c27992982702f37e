import { policyRunSchema, startPolicyRunSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { startPolicyRun } from "@/lib/retention/policies";

export const POST = defineRoute({
  describe: {
    summary: "Runs a policy, as its preview showed",
    answer: policyRunSchema,
    status: 201,
    errors: ["plan-expired", "policy-guard", "reading-incomplete", "already-running"],
  },
  params: { id: idParam },
  body: startPolicyRunSchema,
  handle: async ({ actor, params, body }) =>
    Response.json(await startPolicyRun(actor, params.id, body.preview), { status: 201 }),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
