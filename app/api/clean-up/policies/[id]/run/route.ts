import { startPolicyRunSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { startPolicyRun } from "@/lib/retention/policies";

export const POST = defineRoute({
  params: { id: idParam },
  body: startPolicyRunSchema,
  handle: async ({ actor, params, body }) =>
    Response.json(await startPolicyRun(actor, params.id, body.preview), { status: 201 }),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
