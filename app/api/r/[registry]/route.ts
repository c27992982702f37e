import { listRepositories } from "@/lib/catalog/list-repositories";
import { repositoryListSchema, repositoryQuerySchema } from "@/lib/contract/repositories";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "The repositories of a registry", answer: repositoryListSchema },
  params: { registry: registryParam },
  query: repositoryQuerySchema,
  handle: ({ actor, params, query }) => listRepositories(actor, params.registry, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
