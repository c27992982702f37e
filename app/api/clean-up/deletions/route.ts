import {
  deletionListSchema,
  deletionQuerySchema,
  planDeletionSchema,
  plannedDeletionSchema,
} from "@/lib/contract/deletions";
import { listDeletions } from "@/lib/deletion/list-deletions";
import { planDeletion } from "@/lib/deletion/plan-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "Deletions, newest first", answer: deletionListSchema },
  query: deletionQuerySchema,
  handle: ({ actor, query }) => listDeletions(actor, query),
});

export const POST = defineRoute({
  describe: {
    summary: "Plans a deletion of tags and manifests of a repository; deletes nothing",
    answer: plannedDeletionSchema,
    status: 201,
    errors: ["deletion-disabled", "console-read-only", "manifest-in-use"],
  },
  body: planDeletionSchema,
  handle: async ({ actor, body }) => Response.json(await planDeletion(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
