import { deletionQuerySchema, planDeletionSchema } from "@/lib/contract/deletions";
import { listDeletions } from "@/lib/deletion/list-deletions";
import { planDeletion } from "@/lib/deletion/plan-deletion";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  query: deletionQuerySchema,
  handle: ({ actor, query }) => listDeletions(actor, query),
});

export const POST = defineRoute({
  body: planDeletionSchema,
  handle: async ({ actor, body }) => Response.json(await planDeletion(actor, body), { status: 201 }),
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
