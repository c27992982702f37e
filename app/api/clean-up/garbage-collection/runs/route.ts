import { runQuerySchema, runSchema, startRunSchema } from "@/lib/contract/garbage-collection";
import { listSchema } from "@/lib/contract/list";
import { listRuns } from "@/lib/garbage-collection/list-runs";
import { startRun } from "@/lib/garbage-collection/start-run";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "Garbage collections, newest first", answer: listSchema(runSchema) },
  query: runQuerySchema,
  handle: ({ actor, query }) => listRuns(actor, query),
});

export const POST = defineRoute({
  describe: {
    summary: "Starts a garbage collection, or a dry run",
    answer: runSchema,
    status: 201,
    errors: ["already-running", "registry-writable", "not-configured", "remove-untagged-unsafe"],
  },
  body: startRunSchema,
  handle: async ({ actor, body }) => Response.json(await startRun(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
