import { changeRole } from "@/lib/auth/change-role";
import { disablePerson } from "@/lib/auth/disable-person";
import { changePersonSchema, personSchema, usernameSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const PATCH = defineRoute({
  describe: { summary: "Gives an account another role", answer: personSchema, errors: ["last-admin"] },
  params: { username: usernameSchema },
  body: changePersonSchema,
  handle: ({ actor, params, body }) => changeRole(actor, params.username, body.role),
});

export const DELETE = defineRoute({
  describe: { summary: "Disables an account", errors: ["last-admin"] },
  params: { username: usernameSchema },
  handle: ({ actor, params }) => disablePerson(actor, params.username),
});

export const { OPTIONS, GET, POST, PUT } = otherMethods(["PATCH", "DELETE"]);
