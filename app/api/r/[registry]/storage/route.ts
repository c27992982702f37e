import { storageQuerySchema, storageSchema } from "@/lib/contract/storage";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { registryParam } from "@/lib/http/params";
import { getStorage } from "@/lib/storage/get-storage";

export const GET = defineRoute({
  describe: { summary: "What a registry holds, and what a collection would free", answer: storageSchema },
  params: { registry: registryParam },
  query: storageQuerySchema,
  handle: ({ actor, params, query }) => getStorage(actor, params.registry, query),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
