"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { queryKeyFor } from "@/components/api/query-keys";
import { Button } from "@/components/ui/button";
import { FormError, ListSection } from "@/components/ui/list-section";
import { toast } from "@/components/ui/overlay/toast";
import { TextField } from "@/components/ui/text-field";
import type { Protection } from "@/lib/contract/protections";
import { addProtection, liftProtection, protectionsQuery } from "./policies-queries";

type ProtectionsProps = { registry: string; mayChange: boolean };

/** The tags of a registry that nobody deletes: no person and no policy. */
export function Protections({ registry, mayChange }: ProtectionsProps) {
  const t = useTranslations("policies.protections");
  const { data, error, refetch } = useQuery(protectionsQuery(registry));
  return (
    <ListSection
      title={t("title")}
      intro={t("intro", { registry })}
      items={data}
      none={t("none")}
      row={(protection) => <ProtectionRow key={protection.id} protection={protection} mayChange={mayChange} />}
      error={error}
      unreadable={t("unreadable")}
      onRetry={() => void refetch()}
    >
      {mayChange ? <AddForm registry={registry} /> : null}
    </ListSection>
  );
}

function ProtectionRow({ protection, mayChange }: { protection: Protection; mayChange: boolean }) {
  const t = useTranslations("policies.protections");
  const client = useQueryClient();
  const { id, registry, repositories, tags, createdBy } = protection;
  const lift = useMutation({
    mutationFn: () => liftProtection(id),
    onSuccess: () => toast({ title: t("lifted", { tags }) }),
    onError: (error) => toast({ title: t("notLifted"), detail: error.message, tone: "red" }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeyFor("protections", registry) }),
  });
  return (
    <li className="flex min-h-11 items-center gap-4 px-4">
      <ShieldCheck className="size-4 shrink-0 text-accent" aria-hidden />
      <span className="mono min-w-0 flex-1 truncate">
        {repositories}:{tags}
      </span>
      <span className="text-muted max-sm:hidden">{t("by", { name: createdBy })}</span>
      {mayChange ? (
        <Button size="sm" onClick={() => lift.mutate()} disabled={lift.isPending}>
          {t("lift")} <span className="sr-only">{tags}</span>
        </Button>
      ) : null}
    </li>
  );
}

function AddForm({ registry }: { registry: string }) {
  const t = useTranslations("policies.protections");
  const client = useQueryClient();
  const [repositories, setRepositories] = useState("**");
  const [tags, setTags] = useState("");
  const add = useMutation({
    mutationFn: () => addProtection({ registry, repositories, tags }),
    onSuccess: () => {
      setTags("");
      void client.invalidateQueries({ queryKey: queryKeyFor("protections", registry) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const error = add.error instanceof ApiError ? add.error.problem.detail : null;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-line border-t px-4 py-3">
      <TextField
        label={t("repositories")}
        value={repositories}
        onChange={(event) => setRepositories(event.target.value)}
        className="grow basis-52"
        spellCheck={false}
        required
      />
      <TextField
        label={t("tags")}
        value={tags}
        onChange={(event) => setTags(event.target.value)}
        className="grow basis-52"
        placeholder="v*"
        spellCheck={false}
        required
      />
      <Button type="submit" disabled={add.isPending}>
        {t("protect")}
      </Button>
      <FormError>{error}</FormError>
    </form>
  );
}
