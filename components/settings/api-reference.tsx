"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { apiPaths } from "@/lib/contract/paths";
import { apiReferenceQuery } from "./settings-queries";

/** The description of the API, in a viewer that only this page loads. */
export function ApiReference() {
  const t = useTranslations("apiReference");
  return (
    <>
      <PageHeader
        title={t("title")}
        facts={t("facts")}
        actions={
          <a href={apiPaths.document()} download="shipshape-openapi.json" className="text-accent">
            {t("download")}
          </a>
        }
      />
      <Reference />
    </>
  );
}

function Reference() {
  const t = useTranslations("apiReference");
  const { data, error, refetch, isFetching } = useQuery(apiReferenceQuery());
  const viewer = useRef<HTMLDivElement>(null);

  useEffect(followTheme, []);
  useEffect(() => {
    if (!data || !viewer.current) return;
    data.swaggerUi({
      spec: data.description,
      domNode: viewer.current,
      docExpansion: "list",
      // Nothing is changed from a page that is there to be read.
      supportedSubmitMethods: ["get"],
      tryItOutEnabled: false,
      // It would send the address of this console elsewhere.
      validatorUrl: null,
    });
  }, [data]);

  if (error && !data)
    return <ProblemNotice error={error} what={t("failed")} onRetry={() => void refetch()} retrying={isFetching} />;
  // The viewer's own rules are many classes deep, and those of the dark theme deeper: an id is above all of them.
  return data ? <div ref={viewer} id="api-reference" /> : <ReferenceSkeleton />;
}

function ReferenceSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="mb-4 h-4 w-2/5" />
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <Skeleton key={row} className="h-10 w-full" />
      ))}
    </div>
  );
}

/** Gives the viewer the page's colours, by the class that it knows; returns a function that ends it. */
function followTheme(): () => void {
  const root = document.documentElement;
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () =>
    root.classList.toggle("dark-mode", (root.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark");
  const changes = new MutationObserver(apply);
  changes.observe(root, { attributeFilter: ["data-theme"] });
  prefersDark.addEventListener("change", apply);
  apply();
  return () => {
    changes.disconnect();
    prefersDark.removeEventListener("change", apply);
    root.classList.remove("dark-mode");
  };
}
