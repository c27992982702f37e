import { plannedDeletionSchema } from "@/lib/contract/deletions";
import { steerDeletion } from "@/lib/deletion/steer-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: {
    summary: "Ends a deletion; what is not yet deleted stays",
    answer: plannedDeletionSchema,
    errors: ["conflict"],
  },
  params: { id: idParam },
  handle: ({ actor, params }) => steerDeletion(actor, params.id, "cancel"),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
