"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ListSection } from "@/components/ui/list-section";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import { Timestamp } from "@/components/ui/timestamp";
import type { Person, Role } from "@/lib/contract/people";
import { changeRole, disablePerson, peopleQuery } from "./access-queries";
import { useChange } from "./use-change";

const roles = ["admin", "auditor", "member"] as const;

/** The accounts with their roles. */
export function People({ mayChange }: { mayChange: boolean }) {
  const t = useTranslations("access.people");
  const { data, error, refetch } = useQuery(peopleQuery());
  return (
    <ListSection
      title={t("title")}
      intro={t("intro")}
      items={data}
      row={(person) => <PersonRow key={person.username} person={person} mayChange={mayChange} />}
      error={error}
      unreadable={t("unreadable")}
      onRetry={() => void refetch()}
    />
  );
}

function PersonRow({ person, mayChange }: { person: Person; mayChange: boolean }) {
  const t = useTranslations("access.people");
  const { username, role, disabled, lastSignInAt } = person;
  const change = useChange((next: Role) => changeRole(username, next), t("notChanged"));
  const disable = useChange(() => disablePerson(username), t("notChanged"));
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      <span className="min-w-0 flex-1 basis-40 truncate font-medium">{username}</span>
      <span className="text-muted text-sm">
        {lastSignInAt === null
          ? t("neverSignedIn")
          : t.rich("signedIn", { time: () => <Timestamp value={lastSignInAt} /> })}
      </span>
      {disabled ? <span className="w-32 text-muted">{t("disabled")}</span> : null}
      {!disabled && mayChange ? (
        <>
          <SelectMenu
            label={t("roleOf", { name: username })}
            value={role}
            options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
            onValueChange={(next) => change.mutate(next)}
            align="end"
          />
          <Button size="sm" onClick={() => disable.mutate(undefined)} disabled={disable.isPending}>
            {t("disable")} <span className="sr-only">{username}</span>
          </Button>
        </>
      ) : null}
      {disabled || mayChange ? null : <span className="w-32">{t(`roles.${role}`)}</span>}
    </li>
  );
}
