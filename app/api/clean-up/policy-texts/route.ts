import { policyInputSchema, policyTextSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { translatePolicy } from "@/lib/retention/translate-policy";

export const POST = defineRoute({
  describe: { summary: "A policy as JSON and as YAML, whichever is sent", answer: policyTextSchema },
  body: policyInputSchema,
  handle: ({ actor, body }) => translatePolicy(actor, body),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
