"use client";

import { useQueryClient } from "@tanstack/react-query";
import { apiSendForm } from "@/components/api/api-client";
import { apiAt, pagePaths } from "@/lib/contract/paths";

/** Returns a function that signs out and discards everything that was read. */
export function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await apiSendForm(apiAt("/auth/signout"));
    queryClient.clear();
    window.location.assign(pagePaths.signIn());
  };
}
