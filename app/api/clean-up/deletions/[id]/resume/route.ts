import { plannedDeletionSchema } from "@/lib/contract/deletions";
import { steerDeletion } from "@/lib/deletion/steer-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: { summary: "Resumes a deletion that was paused", answer: plannedDeletionSchema, errors: ["conflict"] },
  params: { id: idParam },
  handle: ({ actor, params }) => steerDeletion(actor, params.id, "resume"),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
