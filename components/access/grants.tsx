"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
import { ExactTime } from "@/components/ui/exact-time";
import { FormError, ListSection } from "@/components/ui/list-section";
import { SelectMenu, type SelectOption } from "@/components/ui/overlay/select-menu";
import { TextField } from "@/components/ui/text-field";
import type { AccessRole, Grant, Subject } from "@/lib/contract/access";
import { addGrant, grantsQuery, removeGrant, subjectKey } from "./access-queries";
import { useChange } from "./use-change";

const roles = ["reader", "writer", "maintainer", "owner"] as const;
const kinds = ["person", "team", "signed-in", "everyone"] as const;

/** Who may do what: every grant that the person may change, and a form for another. */
export function Grants({ registries, mayGrant }: { registries: string[]; mayGrant: boolean }) {
  const t = useTranslations("access.grants");
  const { data, error, refetch } = useQuery(grantsQuery());
  return (
    <ListSection
      title={t("title")}
      intro={t("intro")}
      items={data}
      none={t("none")}
      row={(grant) => <GrantRow key={grant.id} grant={grant} mayGrant={mayGrant} />}
      error={error}
      unreadable={t("unreadable")}
      onRetry={() => void refetch()}
    >
      {mayGrant ? <GrantForm registries={registries} /> : null}
    </ListSection>
  );
}

function GrantRow({ grant, mayGrant }: { grant: Grant; mayGrant: boolean }) {
  const t = useTranslations("access.grants");
  const who = useWho();
  const remove = useChange(() => removeGrant(grant.id), t("notRemoved"));
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      <span className="min-w-0 basis-44 truncate font-medium">{who(grant.subject)}</span>
      <span className="w-24">{t(`roles.${grant.role}`)}</span>
      <span className="mono wrap-anywhere min-w-0 flex-1 basis-52">{placeOf(grant, t("allRegistries"))}</span>
      <span className="text-muted text-sm">
        <Origin grant={grant} />
      </span>
      {mayGrant ? (
        <Button size="sm" onClick={() => remove.mutate(undefined)} disabled={remove.isPending}>
          {t("remove")} <span className="sr-only">{`${who(grant.subject)} ${grant.pattern}`}</span>
        </Button>
      ) : null}
    </li>
  );
}

function Origin({ grant: { expiresAt, createdBy } }: { grant: Grant }) {
  const t = useTranslations("access.grants");
  if (expiresAt === null) return t("by", { name: createdBy });
  return t.rich("until", { time: () => <ExactTime value={expiresAt} /> });
}

/** `web/** of production`; the registry is left out of the pattern, as both may hold stars. */
export function placeOf({ registry, pattern }: Pick<Grant, "registry" | "pattern">, allRegistries: string): string {
  return `${registry === "*" ? allRegistries : registry}: ${pattern}`;
}

/** Returns the words for a subject. */
function useWho(): (subject: Subject) => string {
  const t = useTranslations("access.subjects");
  return (subject) => t(subjectKey(subject), { name: subject.name });
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}

function GrantForm({ registries }: { registries: string[] }) {
  const t = useTranslations("access.grants");
  const [kind, setKind] = useState<Subject["kind"]>("person");
  const [name, setName] = useState("");
  const [role, setRole] = useState<AccessRole>("reader");
  const [registry, setRegistry] = useState(registries[0] ?? "*");
  const [pattern, setPattern] = useState("");
  const add = useChange(addGrant, null);
  const isNamed = kind === "person" || kind === "team";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const subject = { kind, name: isNamed ? name.trim() : "" };
    add.mutate(
      { registry, pattern: pattern.trim(), subject, role, expiresAt: null },
      { onSuccess: () => setPattern("") },
    );
  };
  const options = <Value extends string>(
    values: readonly Value[],
    label: (value: Value) => string,
  ): SelectOption<Value>[] => values.map((value) => ({ value, label: label(value) }));
  const error = add.error instanceof ApiError ? add.error.problem.detail : null;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-line border-t px-4 py-3">
      <Labelled label={t("who")}>
        <SelectMenu
          label={t("who")}
          value={kind}
          options={options(kinds, (value) => t(`kinds.${subjectKey({ kind: value, name: "" })}`))}
          onValueChange={setKind}
        />
      </Labelled>
      {isNamed ? (
        <TextField
          label={t(kind === "team" ? "teamName" : "userName")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="basis-40"
          spellCheck={false}
          autoCapitalize="none"
          required
        />
      ) : null}
      <Labelled label={t("role")}>
        <SelectMenu
          label={t("role")}
          value={role}
          options={options(roles, (value) => t(`roles.${value}`))}
          onValueChange={setRole}
        />
      </Labelled>
      <Labelled label={t("registry")}>
        <SelectMenu
          label={t("registry")}
          value={registry}
          options={options([...registries, "*"], (value) => (value === "*" ? t("allRegistries") : value))}
          onValueChange={setRegistry}
        />
      </Labelled>
      <TextField
        label={t("repositories")}
        value={pattern}
        onChange={(event) => setPattern(event.target.value)}
        className="grow basis-52"
        placeholder="web/**"
        spellCheck={false}
        required
      />
      <Button type="submit" disabled={add.isPending}>
        {t("grant")}
      </Button>
      <p className="w-full text-muted text-sm">{t("patterns")}</p>
      <FormError>{error}</FormError>
    </form>
  );
}
