import { manifestQuerySchema, manifestSchema } from "@/lib/contract/manifests";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { digestParam, registryParam, repositoryParam } from "@/lib/http/params";
import { getImage } from "@/lib/images/get-image";

export const GET = defineRoute({
  describe: { summary: "One manifest, by digest", answer: manifestSchema },
  params: { registry: registryParam, repository: repositoryParam, digest: digestParam },
  query: manifestQuerySchema,
  handle: ({ actor, params, query }) => getImage(actor, params.registry, params.repository, params.digest, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
