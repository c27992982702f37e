import { attachment } from "@/lib/http/attachment";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { digestParam, registryParam, repositoryParam } from "@/lib/http/params";
import { getRawManifest } from "@/lib/images/get-raw-manifest";

export const GET = defineRoute({
  describe: { summary: "The exact bytes of a manifest", answer: "application/octet-stream" },
  params: { registry: registryParam, repository: repositoryParam, digest: digestParam },
  handle: async ({ actor, params: { registry, repository, digest } }) => {
    const { bytes } = await getRawManifest(actor, registry, repository, digest);
    return attachment(bytes, `${digest.replace(":", "-")}.json`);
  },
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
