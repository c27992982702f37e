import { getIndexProgress } from "@/lib/catalog/get-index-progress";
import { requestSweep } from "@/lib/catalog/request-sweep";
import { indexProgressSchema } from "@/lib/contract/index-progress";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  describe: { summary: "The progress of the index of a registry", answer: indexProgressSchema },
  params: { registry: registryParam },
  handle: ({ actor, params }) => getIndexProgress(actor, params.registry),
});

export const POST = defineRoute({
  describe: { summary: "Asks for a new look at the whole registry", answer: "empty", status: 202 },
  params: { registry: registryParam },
  handle: ({ actor, params }) => {
    requestSweep(actor, params.registry);
    return new Response(null, { status: 202 });
  },
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
