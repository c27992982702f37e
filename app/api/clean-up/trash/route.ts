import { trashListSchema, trashQuerySchema } from "@/lib/contract/deletions";
import { listTrash } from "@/lib/deletion/list-trash";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "What was deleted through the console", answer: trashListSchema },
  query: trashQuerySchema,
  handle: ({ actor, query }) => listTrash(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
