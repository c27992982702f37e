"use client";

import { useQueryClient } from "@tanstack/react-query";
import { apiSendForm } from "@/components/api/api-client";
import { apiAt, pagePaths } from "@/lib/contract/paths";

/** Returns a function that signs out and discards everything that was read. */
export function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    // Whatever the console says: what was read must not stay on the screen.
    await apiSendForm(apiAt("/auth/signout")).catch(() => undefined);
    queryClient.clear();
    window.location.assign(pagePaths.signIn());
  };
}
