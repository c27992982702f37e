import { restoreSchema } from "@/lib/contract/deletions";
import { restoreDeletion } from "@/lib/deletion/restore-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  params: { id: idParam },
  body: restoreSchema,
  handle: ({ actor, params, body }) => restoreDeletion(actor, params.id, body),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
