import { searchAnswerSchema, searchQuerySchema } from "@/lib/contract/search";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { search } from "@/lib/search/search";

export const GET = defineRoute({
  describe: { summary: "Finds repositories, tags, digests and labels", answer: searchAnswerSchema },
  query: searchQuerySchema,
  handle: ({ actor, query }) => search(actor, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
