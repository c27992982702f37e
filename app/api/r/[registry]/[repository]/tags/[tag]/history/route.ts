import { tagHistoryQuerySchema, tagHistorySchema } from "@/lib/contract/tag-history";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam, tagParam } from "@/lib/http/params";
import { listTagHistory } from "@/lib/tag-history/list-tag-history";

export const GET = defineRoute({
  describe: { summary: "How the tag moved", answer: tagHistorySchema },
  params: { registry: registryParam, repository: repositoryParam, tag: tagParam },
  query: tagHistoryQuerySchema,
  handle: ({ actor, params, query }) => listTagHistory(actor, params.registry, params.repository, params.tag, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
