import { plannedDeletionSchema } from "@/lib/contract/deletions";
import { getDeletion } from "@/lib/deletion/list-deletions";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "One deletion, with its plan and its progress", answer: plannedDeletionSchema },
  params: { id: idParam },
  handle: ({ actor, params }) => getDeletion(actor, params.id),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
