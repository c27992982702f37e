import { listTags } from "@/lib/catalog/list-tags";
import { tagListSchema, tagQuerySchema } from "@/lib/contract/tags";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "The tags of a repository", answer: tagListSchema },
  params: { registry: registryParam, repository: repositoryParam },
  query: tagQuerySchema,
  handle: ({ actor, params, query }) => listTags(actor, params.registry, params.repository, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
