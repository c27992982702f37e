"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
import { FormError, ListSection } from "@/components/ui/list-section";
import { TextField } from "@/components/ui/text-field";
import type { Team } from "@/lib/contract/access";
import { changeTeam, createTeam, removeTeam, teamsQuery } from "./access-queries";
import { useChange } from "./use-change";

const namesOf = (text: string) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** The teams with their members; an administrator changes both. */
export function Teams({ mayChange }: { mayChange: boolean }) {
  const t = useTranslations("access.teams");
  const { data, error, refetch } = useQuery(teamsQuery());
  return (
    <ListSection
      title={t("title")}
      items={data}
      none={t("none")}
      row={(team) => <TeamRow key={`${team.name} ${team.members.join()}`} team={team} mayChange={mayChange} />}
      error={error}
      unreadable={t("unreadable")}
      onRetry={() => void refetch()}
    >
      {mayChange ? <TeamForm /> : null}
    </ListSection>
  );
}

function TeamRow({ team, mayChange }: { team: Team; mayChange: boolean }) {
  const t = useTranslations("access.teams");
  const [members, setMembers] = useState(team.members.join(" "));
  const change = useChange(changeTeam, t("notChanged"));
  const remove = useChange(removeTeam, t("notChanged"));
  const isChanged = namesOf(members).join(" ") !== team.members.join(" ");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: team.name, members: namesOf(members) });
  };
  if (!mayChange)
    return (
      <li className="flex min-h-11 items-center gap-4 px-4">
        <span className="basis-40 truncate font-medium">{team.name}</span>
        <span className="min-w-0 flex-1 truncate text-muted">{team.members.join(", ")}</span>
      </li>
    );
  return (
    <li>
      <form onSubmit={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
        <span className="min-w-0 basis-40 truncate font-medium">{team.name}</span>
        <input
          aria-label={t("membersOf", { team: team.name })}
          value={members}
          onChange={(event) => setMembers(event.target.value)}
          className="h-8.5 min-w-0 flex-1 basis-52 rounded-lg border border-line-strong bg-panel px-3"
          spellCheck={false}
          autoCapitalize="none"
        />
        <Button type="submit" size="sm" disabled={!isChanged || change.isPending}>
          {t("save")} <span className="sr-only">{team.name}</span>
        </Button>
        <Button size="sm" onClick={() => remove.mutate(team.name)} disabled={remove.isPending}>
          {t("remove")} <span className="sr-only">{team.name}</span>
        </Button>
      </form>
    </li>
  );
}

function TeamForm() {
  const t = useTranslations("access.teams");
  const [name, setName] = useState("");
  const [members, setMembers] = useState("");
  const create = useChange(createTeam, null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      setName("");
      setMembers("");
    };
    create.mutate({ name: name.trim(), members: namesOf(members) }, { onSuccess: done });
  };
  const error = create.error instanceof ApiError ? create.error.problem.detail : null;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-line border-t px-4 py-3">
      <TextField
        label={t("name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="basis-40"
        spellCheck={false}
        autoCapitalize="none"
        required
      />
      <TextField
        label={t("members")}
        value={members}
        onChange={(event) => setMembers(event.target.value)}
        className="grow basis-52"
        placeholder={t("membersExample")}
        spellCheck={false}
        autoCapitalize="none"
      />
      <Button type="submit" disabled={create.isPending}>
        {t("create")}
      </Button>
      <FormError>{error}</FormError>
    </form>
  );
}
