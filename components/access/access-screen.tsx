"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { AccessRole, Subject } from "@/lib/contract/access";
import type { Role } from "@/lib/contract/people";
import { subjectKey } from "./access-queries";
import { Grants, placeOf } from "./grants";
import { People } from "./people";
import { Teams } from "./teams";

type Held = { id: string; registry: string; pattern: string; role: AccessRole; subject: Subject };

type AccessScreenProps = {
  role: Role;
  /** What the person holds; an administrator and an auditor need nothing. */
  held: Held[];
  registries: string[];
  mayGrant: boolean;
};

/** Who may do what: the person's own rights and, for those who may change or see them, everybody's. */
export function AccessScreen({ role, held, registries, mayGrant }: AccessScreenProps) {
  const t = useTranslations("access");
  const seesPeople = role !== "member";
  return (
    <>
      <PageHeader title={t("title")} facts={<p className="max-w-3xl">{t(`facts.${role}`)}</p>} />
      <div className="flex flex-col gap-8">
        {role === "member" ? <Own held={held} /> : null}
        {seesPeople || mayGrant ? <Grants registries={registries} mayGrant={mayGrant} /> : null}
        <Teams mayChange={role === "admin"} />
        {seesPeople ? <People mayChange={role === "admin"} /> : null}
      </div>
    </>
  );
}

function Own({ held }: { held: Held[] }) {
  const t = useTranslations("access");
  return (
    <section aria-labelledby="own">
      <h2 id="own" className="mb-2.5 font-semibold">
        {t("own.title")}
      </h2>
      <Panel>
        {held.length === 0 ? <p className="px-4 py-3 text-muted">{t("own.none")}</p> : null}
        <ul className="divide-y divide-line">
          {held.map(({ id, role, subject, ...place }) => (
            <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-1.5">
              <span className="w-24 font-medium">{t(`grants.roles.${role}`)}</span>
              <span className="mono wrap-anywhere min-w-0 flex-1 basis-52">
                {placeOf(place, t("grants.allRegistries"))}
              </span>
              <span className="text-muted text-sm">{t(`does.${role}`)}</span>
              <span className="basis-40 truncate text-muted text-sm">
                {t(`own.by.${subjectKey(subject)}`, { name: subject.name })}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
