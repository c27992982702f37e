import { checkReadiness } from "@/lib/catalog/check-readiness";
import { healthSchema } from "@/lib/contract/health";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";
import packageJson from "@/package.json";

export const GET = defineRoute({
  describe: { summary: "Whether the console can do its work", answer: healthSchema, errors: ["unavailable"] },
  public: true,
  handle: async () => {
    await checkReadiness();
    return { status: "ok", version: packageJson.version };
  },
});

export const { OPTIONS, POST, PUT, PATCH, DELETE } = otherMethods(["GET"], { public: true });
