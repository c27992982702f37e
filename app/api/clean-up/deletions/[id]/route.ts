import { getDeletion } from "@/lib/deletion/list-deletions";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  params: { id: idParam },
  handle: ({ actor, params }) => getDeletion(actor, params.id),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
