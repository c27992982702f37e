import { setUpConsole } from "@/lib/auth/set-up";
import { setUpSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";

export const POST = defineRoute({
  public: true,
  body: setUpSchema,
  handle: ({ body }) => setUpConsole(body),
});
