import { defineRoute } from "@/lib/http/define-route";
import packageJson from "@/package.json";

export const GET = defineRoute({
  public: true,
  handle: () => ({ status: "ok", version: packageJson.version }),
});
