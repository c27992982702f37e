import { collectorSchema } from "@/lib/contract/garbage-collection";
import { repairRegistryNow } from "@/lib/garbage-collection/repair-registry-now";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";

export const POST = defineRoute({
  describe: {
    summary: "Repairs what a collection that was cut off has left",
    answer: collectorSchema,
    errors: ["not-configured", "already-running"],
  },
  params: { registry: registryParam },
  handle: ({ actor, params }) => repairRegistryNow(actor, params.registry),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"]);
