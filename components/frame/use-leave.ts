"use client";

import { useQueryClient } from "@tanstack/react-query";
import { pagePaths } from "@/lib/contract/paths";

/** Signs out: what was read is forgotten with the page. */
export function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    queryClient.clear();
    window.location.assign(pagePaths.signIn());
  };
}
