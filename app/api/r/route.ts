import { listRegistries } from "@/lib/catalog/list-registries";
import { registryListSchema } from "@/lib/contract/registries";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const GET = defineRoute({
  describe: { summary: "The registries", answer: registryListSchema },
  handle: ({ actor }) => listRegistries(actor),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
