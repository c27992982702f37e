export type SignInFailure = "wrong" | "too-many-attempts" | "unavailable";

const failures: Record<string, SignInFailure> = {
  CredentialsSignin: "wrong",
  "too-many-attempts": "too-many-attempts",
};

/** Opens a session in this browser. Returns null on success, else the reason of the failure. */
export async function signInWithPassword(username: string, password: string): Promise<SignInFailure | null> {
  const { signIn } = await import("next-auth/react");
  try {
    const result = await signIn("credentials", { username, password, redirect: false });
    if (result?.ok && !result.error) return null;
    return failures[result?.error ?? ""] ?? "unavailable";
  } catch {
    return "unavailable";
  }
}
