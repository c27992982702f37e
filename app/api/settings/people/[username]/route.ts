import { disablePerson } from "@/lib/auth/disable-person";
import { usernameSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const DELETE = defineRoute({
  describe: { summary: "Disables an account", errors: ["last-admin"] },
  params: { username: usernameSchema },
  handle: ({ actor, params }) => disablePerson(actor, params.username),
});

export const { OPTIONS, GET, POST, PUT, PATCH } = otherMethods(["DELETE"]);
