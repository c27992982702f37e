import { policyInputSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { deletePolicy, getPolicy, putPolicy } from "@/lib/retention/policies";
import { parsePolicy } from "@/lib/retention/policy-yaml";

const params = { id: idParam };

export const GET = defineRoute({ params, handle: ({ actor, params: { id } }) => getPolicy(actor, id) });

export const PUT = defineRoute({
  params,
  body: policyInputSchema,
  handle: ({ actor, params: { id }, body }) => putPolicy(actor, parsePolicy(body), id),
});

export const DELETE = defineRoute({ params, handle: ({ actor, params: { id } }) => deletePolicy(actor, id) });

export const { OPTIONS, POST, PATCH } = otherMethods(["GET", "PUT", "DELETE"]);
