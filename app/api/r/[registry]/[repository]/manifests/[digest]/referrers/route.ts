import { referrersSchema } from "@/lib/contract/manifests";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { digestParam, registryParam, repositoryParam } from "@/lib/http/params";
import { listReferrers } from "@/lib/images/list-referrers";

export const GET = defineRoute({
  describe: { summary: "Signatures, SBOMs and other referrers of a manifest", answer: referrersSchema },
  params: { registry: registryParam, repository: repositoryParam, digest: digestParam },
  handle: ({ actor, params }) => listReferrers(actor, params.registry, params.repository, params.digest),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
