"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { DoctorPart } from "./doctor-part";
import { doctorParts, examinationQuery, lookAgain } from "./doctor-queries";
import type { Mending } from "./place-list";
import { Verdict } from "./verdict";

type DoctorPageProps = { registry: string; title: string; mending: Mending; mayRead: boolean };

/** The healthy and faulty parts of a registry. */
export function DoctorPage({ registry, title, mending, mayRead }: DoctorPageProps) {
  const t = useTranslations("doctor");
  const looks = useQueries({ queries: doctorParts.map((part) => examinationQuery(registry, part)) });
  return (
    <>
      <PageHeader title={t("title")} facts={t("facts", { title })} actions={<LookAgain registry={registry} />} />
      <Verdict
        findings={looks.flatMap(({ data }) => data?.findings ?? [])}
        looking={looks.some(({ isPending }) => isPending)}
        incomplete={looks.some(({ isError }) => isError)}
      />
      {doctorParts.map((part) => (
        <DoctorPart key={part} registry={registry} part={part} mending={mending} mayRead={mayRead} />
      ))}
    </>
  );
}

function LookAgain({ registry }: { registry: string }) {
  const t = useTranslations("doctor");
  const client = useQueryClient();
  const [looking, setLooking] = useState(false);
  const look = () => {
    setLooking(true);
    void lookAgain(client, registry).finally(() => setLooking(false));
  };
  return (
    <Button onClick={look} disabled={looking}>
      <RotateCw aria-hidden className={looking ? "animate-spin" : undefined} />
      {t(looking ? "looking" : "lookAgain")}
    </Button>
  );
}
