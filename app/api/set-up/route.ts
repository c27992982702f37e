import { setUpConsole } from "@/lib/auth/set-up";
import { setUpSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const POST = defineRoute({
  describe: {
    summary: "Creates the first administrator, with the printed token",
    errors: ["set-up-done", "forbidden"],
  },
  public: true,
  body: setUpSchema,
  handle: ({ body }) => setUpConsole(body),
});

export const { OPTIONS, GET, PUT, PATCH, DELETE } = otherMethods(["POST"], { public: true });
