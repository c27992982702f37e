import { deletionItemListSchema, deletionItemQuerySchema } from "@/lib/contract/deletions";
import { listDeletionItems } from "@/lib/deletion/list-deletions";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { idParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "The tags and manifests of a deletion, one by one", answer: deletionItemListSchema },
  params: { id: idParam },
  query: deletionItemQuerySchema,
  handle: ({ actor, params, query }) => listDeletionItems(actor, params.id, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
