import { runSchema } from "@/lib/contract/garbage-collection";
import { cancelRun } from "@/lib/garbage-collection/cancel-run";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: { summary: "Asks a run to stop", answer: runSchema, status: 202, errors: ["conflict"] },
  params: { id: idParam },
  handle: async ({ actor, params }) => Response.json(await cancelRun(actor, params.id), { status: 202 }),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
