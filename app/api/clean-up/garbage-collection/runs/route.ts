import { runQuerySchema, startRunSchema } from "@/lib/contract/garbage-collection";
import { listRuns } from "@/lib/garbage-collection/list-runs";
import { startRun } from "@/lib/garbage-collection/start-run";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  query: runQuerySchema,
  handle: ({ actor, query }) => listRuns(actor, query),
});

export const POST = defineRoute({
  body: startRunSchema,
  handle: async ({ actor, body }) => Response.json(await startRun(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
