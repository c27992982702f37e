"use client";

import { useQueryClient } from "@tanstack/react-query";
import { pagePaths } from "@/lib/contract/paths";

/** Returns a function that signs out and discards everything that was read. */
export function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    queryClient.clear();
    window.location.assign(pagePaths.signIn());
  };
}
