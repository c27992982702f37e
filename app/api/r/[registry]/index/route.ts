import { getIndexProgress } from "@/lib/catalog/get-index-progress";
import { requestSweep } from "@/lib/catalog/request-sweep";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  params: { registry: registryParam },
  handle: ({ actor, params }) => getIndexProgress(actor, params.registry),
});

export const POST = defineRoute({
  params: { registry: registryParam },
  handle: ({ actor, params }) => {
    requestSweep(actor, params.registry);
    return new Response(null, { status: 202 });
  },
});

export const { OPTIONS, PUT, PATCH, DELETE } = otherMethods(["GET", "POST"]);
