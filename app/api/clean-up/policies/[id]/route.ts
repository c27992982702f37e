import { policyInputSchema, policySchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { deletePolicy, getPolicy, putPolicy } from "@/lib/retention/policies";
import { parsePolicy } from "@/lib/retention/policy-yaml";

const params = { id: idParam };

export const GET = defineRoute({
  describe: { summary: "One policy", answer: policySchema },
  params,
  handle: ({ actor, params: { id } }) => getPolicy(actor, id),
});

export const PUT = defineRoute({
  describe: { summary: "Changes a policy", answer: policySchema },
  params,
  body: policyInputSchema,
  handle: ({ actor, params: { id }, body }) => putPolicy(actor, parsePolicy(body), id),
});

export const DELETE = defineRoute({
  describe: { summary: "Deletes a policy; its runs stay" },
  params,
  handle: ({ actor, params: { id } }) => deletePolicy(actor, id),
});

export const { OPTIONS, POST, PATCH } = otherMethods(["GET", "PUT", "DELETE"]);
