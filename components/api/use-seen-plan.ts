import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "./api-error";

type SeenPlan<Plan> = {
  plan: UseQueryResult<Plan>;
  act: Pick<UseMutationResult, "error" | "isPending" | "reset">;
  /** The digest that the page showed of the tag; null: none; undefined: nothing was shown. */
  seen: string | null | undefined;
  /** The digest that the tag has in a plan. */
  digestOf: (plan: Plan) => string | null;
};

/** A plan for one tag, which may be carried out only while the tag still points to what the person has seen. */
export function useSeenPlan<Plan extends { blockedBy: unknown }>(of: SeenPlan<Plan>) {
  const { plan, act, digestOf } = of;
  const [seen, setSeen] = useState(of.seen);
  const shown = plan.isFetching ? undefined : plan.data;
  const movedBefore = seen !== undefined && shown !== undefined && digestOf(shown) !== seen;
  const moved = movedBefore || (act.error instanceof ApiError && act.error.code === "tag-moved");
  return {
    shown,
    moved,
    ready: shown !== undefined && shown.blockedBy === null && !moved && !act.isPending,
    lookAgain: () => {
      setSeen(undefined);
      act.reset();
      void plan.refetch();
    },
  };
}
