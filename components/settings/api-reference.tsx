"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { apiPaths } from "@/lib/contract/paths";

/** The description of the API, in a viewer that only this page loads. */
export function ApiReference() {
  const t = useTranslations("apiReference");
  const [error, setError] = useState<unknown>(null);
  const viewer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    showReference(viewer.current).catch(setError);
    return followTheme();
  }, []);

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
      {error ? <ProblemNotice error={error} what={t("failed")} /> : null}
      <div ref={viewer} className="api-reference" />
    </>
  );
}

async function showReference(domNode: HTMLElement | null): Promise<void> {
  if (!domNode) return;
  const { swaggerUi } = await import("./swagger-ui");
  swaggerUi({
    url: apiPaths.document(),
    domNode,
    docExpansion: "list",
    // Nothing is changed from a page that is there to be read.
    supportedSubmitMethods: ["get"],
    tryItOutEnabled: false,
    // It would send the address of this console elsewhere.
    validatorUrl: null,
  });
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
