import { policyRunSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { restorePolicyRun } from "@/lib/retention/policies";

export const POST = defineRoute({
  describe: { summary: "Restores what a policy run deleted", answer: policyRunSchema, errors: ["conflict"] },
  params: { id: idParam },
  handle: ({ actor, params }) => restorePolicyRun(actor, params.id),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
