import { getRun } from "@/lib/garbage-collection/get-run";
import { defineRoute } from "@/lib/http/define-route";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  params: { id: idParam },
  handle: ({ actor, params }) => getRun(actor, params.id),
});
