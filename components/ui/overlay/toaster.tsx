"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { dismissToast, type Toast, toastStore } from "./toast";

const none: readonly Toast[] = [];

/** The place where toasts appear; rendered once in the frame. */
export function Toaster() {
  const t = useTranslations("ui.toast");
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => none);
  return (
    <section
      aria-label={t("region")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-end gap-2"
    >
      {toasts.map((entry) => (
        <ToastCard key={entry.id} toast={entry} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations("ui.toast");
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (held || toast.shownMs === null) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.shownMs);
    return () => clearTimeout(timer);
  }, [held, toast]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going away
    <div
      role={toast.tone === "red" ? "alert" : "status"}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-96 animate-appear items-start gap-2.5 rounded-[10px] bg-panel py-2.5 pr-2 pl-3.5 shadow-float"
    >
      {toast.tone === "green" ? <CircleCheck className="mt-0.5 size-4 shrink-0 text-green" aria-hidden /> : null}
      {toast.tone === "red" ? <CircleAlert className="mt-0.5 size-4 shrink-0 text-red" aria-hidden /> : null}
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="font-[550]">{toast.title}</p>
        {toast.detail ? <p className="text-muted text-sm">{toast.detail}</p> : null}
      </div>
      {toast.action ? (
        <Button
          size="sm"
          onClick={() => {
            toast.action?.onSelect();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      ) : null}
      <Button variant="ghost" size="icon-sm" className="-my-1" onClick={() => dismissToast(toast.id)}>
        <X aria-hidden />
        <span className="sr-only">{t("close")}</span>
      </Button>
    </div>
  );
}
