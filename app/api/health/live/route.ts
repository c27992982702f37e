import { getConfig } from "@/lib/config/config";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({
  public: true,
  handle: () => ({ status: "ok", version: getConfig().version }),
});
