import { z } from "zod";
import { changeTeam, deleteTeam } from "@/lib/access/teams";
import { teamMembersSchema, teamSchema } from "@/lib/contract/access";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

const params = { name: z.string().max(64) };

export const PUT = defineRoute({
  describe: { summary: "Replaces the members of a team", answer: teamSchema },
  params,
  body: teamMembersSchema,
  handle: ({ actor, params: { name }, body: { members } }) => changeTeam(actor, { name, members }),
});

export const DELETE = defineRoute({
  describe: { summary: "Removes a team, and what it was granted" },
  params,
  handle: ({ actor, params: { name } }) => deleteTeam(actor, name),
});

export const { OPTIONS, GET, POST, PATCH } = otherMethods(["PUT", "DELETE"]);
