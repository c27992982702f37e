import { hideRepository } from "@/lib/catalog/hide-repository";
import { hideRepositorySchema } from "@/lib/contract/repositories";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam, repositoryParam } from "@/lib/http/params";

export const PUT = defineRoute({
  describe: { summary: "Hides an empty repository, or shows it again", errors: ["conflict"] },
  params: { registry: registryParam, repository: repositoryParam },
  body: hideRepositorySchema,
  handle: ({ actor, params, body }) => hideRepository(actor, params.registry, params.repository, body.hidden),
});

export const { OPTIONS, GET, POST, PATCH, DELETE } = otherMethods(["PUT"]);
