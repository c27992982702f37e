import { previewInputSchema, previewSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { parsePolicy } from "@/lib/retention/policy-yaml";
import { previewPolicy } from "@/lib/retention/preview-policy";

export const POST = defineRoute({
  describe: {
    summary: "Shows what a policy would delete, and why; deletes nothing",
    answer: previewSchema,
    status: 201,
    errors: ["reading-incomplete"],
  },
  body: previewInputSchema,
  handle: async ({ actor, body: { policy, ...input } }) =>
    Response.json(await previewPolicy(actor, parsePolicy(input), policy), { status: 201 }),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
