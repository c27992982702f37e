"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { apiSend } from "@/components/api/api-client";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TextField } from "@/components/ui/text-field";
import { isUsername, passwordProblem, usernameRule } from "@/lib/contract/credentials";
import { apiPaths, pagePaths } from "@/lib/contract/paths";
import { signInWithPassword } from "./sign-in-with-password";

type Mistakes = { username?: string; password?: string; repeated?: string };

/** Creates the first administrator and signs them in. */
export function SetUpForm({ token }: { token: string }) {
  const t = useTranslations("setUp");
  const [busy, setBusy] = useState(false);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [error, setError] = useState<unknown>(null);

  function findMistakes(username: string, password: string, repeated: string): Mistakes {
    const problem = passwordProblem(password);
    return {
      ...(isUsername(username) ? {} : { username: t("usernameMistake", { rule: usernameRule }) }),
      ...(problem ? { password: t("passwordMistake", { rule: problem }) } : {}),
      ...(password === repeated ? {} : { repeated: t("different") }),
    };
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [username, password, repeated] = ["username", "password", "repeated"].map((name) => String(form.get(name)));
    if (username === undefined || password === undefined || repeated === undefined) return;
    const found = findMistakes(username, password, repeated);
    setMistakes(found);
    setError(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await apiSend("POST", apiPaths.setUp(), { body: { token, username, password } });
      const failed = await signInWithPassword(username, password);
      window.location.replace(failed ? pagePaths.signIn() : pagePaths.overview());
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {error ? <ProblemNotice error={error} what={t("failed")} /> : null}
      <TextField
        label={t("username")}
        name="username"
        required
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={mistakes.username ?? null}
      />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        required
        autoComplete="new-password"
        hint={t("passwordHint")}
        error={mistakes.password ?? null}
      />
      <TextField
        label={t("repeat")}
        name="repeated"
        type="password"
        required
        autoComplete="new-password"
        error={mistakes.repeated ?? null}
      />
      <Button type="submit" variant="primary" disabled={busy} className="mt-1 w-full">
        {busy ? t("working") : t("submit")}
      </Button>
    </form>
  );
}
