import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";
import { liftProtection } from "@/lib/protection/protections";

export const DELETE = defineRoute({
  describe: { summary: "Lifts a protection" },
  params: { id: idParam },
  handle: ({ actor, params }) => liftProtection(actor, params.id),
});

export const { OPTIONS, GET, POST, PUT, PATCH } = otherMethods(["DELETE"]);
