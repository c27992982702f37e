"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { queryKeyFor } from "@/components/api/query-keys";
import { toast } from "@/components/ui/overlay/toast";

/**
 * Returns a mutation of who may do what, after which everything about access is read again. A failure is shown as a
 * message with this title, if there is one.
 */
export function useChange<Input>(change: (input: Input) => Promise<unknown>, failed: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onError: (error) => failed && toast({ title: failed, detail: error.message, tone: "red" }),
    onSettled: () =>
      Promise.all(
        (["grants", "teams", "people"] as const).map((name) =>
          client.invalidateQueries({ queryKey: queryKeyFor(name) }),
        ),
      ),
  });
}
