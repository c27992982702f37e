import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";

/** The page outside the console: the logo and one form. */
export function Entrance({ title, detail, children }: { title: string; detail?: ReactNode; children: ReactNode }) {
  const app = useTranslations("app");
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-5 flex items-center justify-center gap-2.5 font-[650] text-lg tracking-[-0.01em]">
          <Mark className="size-6" />
          {app("name")}
        </div>
        <section className="rounded-xl border border-line bg-panel p-6">
          <h1 className="font-semibold text-lg">{title}</h1>
          {detail ? <p className="mt-1 text-muted">{detail}</p> : null}
          <div className="mt-5">{children}</div>
        </section>
      </div>
    </main>
  );
}
