import { previewInputSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { parsePolicy } from "@/lib/retention/policy-yaml";
import { previewPolicy } from "@/lib/retention/preview-policy";

export const POST = defineRoute({
  body: previewInputSchema,
  handle: async ({ actor, body: { policy, ...input } }) =>
    Response.json(await previewPolicy(actor, parsePolicy(input), policy), { status: 201 }),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
