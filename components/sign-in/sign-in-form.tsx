"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TextField } from "@/components/ui/text-field";
import { type SignInFailure, signInWithPassword } from "./sign-in-with-password";

export function SignInForm({ returnTo }: { returnTo: string }) {
  const t = useTranslations("signIn");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [error, setError] = useState<unknown>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    setError(null);
    try {
      const failed = await signInWithPassword(String(form.get("username")), String(form.get("password")));
      if (!failed) return window.location.replace(returnTo);
      setFailure(failed);
    } catch (caught) {
      setError(caught);
    }
    setBusy(false);
    password.current?.select();
  }

  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      {error ? <ProblemNotice error={error} /> : null}
      {failure ? (
        <Notice tone="red" role="alert" title={t(`failures.${failure}.title`)}>
          {t(`failures.${failure}.detail`)}
        </Notice>
      ) : null}
      <TextField
        label={t("username")}
        name="username"
        required
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
      />
      <TextField
        ref={password}
        label={t("password")}
        name="password"
        type="password"
        required
        autoComplete="current-password"
        maxLength={1024}
      />
      <Button type="submit" variant="primary" disabled={busy} className="mt-1 w-full">
        {busy ? t("signingIn") : t("submit")}
      </Button>
    </form>
  );
}
