import { policyRunSchema } from "@/lib/contract/policies";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { getPolicyRun } from "@/lib/retention/policies";

export const GET = defineRoute({
  describe: { summary: "One run of a policy", answer: policyRunSchema },
  params: { id: idParam },
  handle: ({ actor, params }) => getPolicyRun(actor, params.id),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
