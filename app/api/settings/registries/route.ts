import { registrySettingsListSchema } from "@/lib/contract/registry-settings";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import { listRegistrySettings } from "@/lib/notifications/list-registry-settings";

export const GET = defineRoute({
  describe: { summary: "How the registries notify the console", answer: registrySettingsListSchema },
  handle: async ({ actor }) => ({ items: await listRegistrySettings(actor) }),
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"]);
