import { runSchema } from "@/lib/contract/garbage-collection";
import { getRun } from "@/lib/garbage-collection/get-run";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "One garbage collection", answer: runSchema },
  params: { id: idParam },
  handle: ({ actor, params }) => getRun(actor, params.id),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
