import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listRegistrySettings } from "@/lib/notifications/list-registry-settings";

export const GET = defineRoute({
  handle: async ({ actor }) => ({ items: await listRegistrySettings(actor) }),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
