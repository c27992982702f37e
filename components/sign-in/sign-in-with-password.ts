import { apiSendForm } from "@/components/api/api-client";
import { apiAt } from "@/lib/contract/paths";

export type SignInFailure = "wrong" | "too-many-attempts" | "unavailable";

const failures: Record<string, SignInFailure> = {
  CredentialsSignin: "wrong",
  "too-many-attempts": "too-many-attempts",
};

/**
 * Opens a session in this browser. Returns null on success, else the reason of the failure. Throws an ApiError if the
 * console refuses the request itself, or can't be reached.
 */
export async function signInWithPassword(username: string, password: string): Promise<SignInFailure | null> {
  const error = await apiSendForm(apiAt("/auth/callback/credentials"), { username, password });
  return error === null ? null : (failures[error] ?? "unavailable");
}
