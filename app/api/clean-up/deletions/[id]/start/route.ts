import { plannedDeletionSchema, startDeletionSchema } from "@/lib/contract/deletions";
import { startDeletion } from "@/lib/deletion/start-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: {
    summary: "Carries out a plan that was seen",
    answer: plannedDeletionSchema,
    errors: ["plan-expired", "conflict", "registry-read-only"],
  },
  params: { id: idParam },
  body: startDeletionSchema,
  handle: ({ actor, params, body }) => startDeletion(actor, params.id, body),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
