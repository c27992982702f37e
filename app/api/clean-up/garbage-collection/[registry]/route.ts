import { getCollector } from "@/lib/garbage-collection/get-collector";
import { defineRoute } from "@/lib/http/define-route";
import { registryParam } from "@/lib/http/params";

export const GET = defineRoute({
  params: { registry: registryParam },
  handle: ({ actor, params }) => getCollector(actor, params.registry),
});
