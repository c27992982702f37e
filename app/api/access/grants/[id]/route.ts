import { z } from "zod";
import { deleteGrant } from "@/lib/access/grants";
import { defineRoute } from "@/lib/http/define-route";
import { otherMethods } from "@/lib/http/other-methods";

export const DELETE = defineRoute({
  describe: { summary: "Takes a grant away" },
  params: { id: z.string().max(100) },
  handle: ({ actor, params }) => deleteGrant(actor, params.id),
});

export const { OPTIONS, GET, POST, PUT, PATCH } = otherMethods(["DELETE"]);
