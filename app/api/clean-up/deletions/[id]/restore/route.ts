import { plannedDeletionSchema, restoreSchema } from "@/lib/contract/deletions";
import { restoreDeletion } from "@/lib/deletion/restore-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: {
    summary: "Restores what a deletion deleted",
    answer: plannedDeletionSchema,
    errors: ["conflict", "registry-read-only", "blobs-missing", "tag-taken"],
  },
  params: { id: idParam },
  body: restoreSchema,
  handle: ({ actor, params, body }) => restoreDeletion(actor, params.id, body),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
