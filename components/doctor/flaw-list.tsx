import { useTranslations } from "next-intl";
import type { FoundFlaw } from "@/lib/contract/doctor";
import { Sentence } from "./sentence";

/** The known flaws of the software, those first that concern it or may; folded away where none does harm. */
export function FlawList({ flaws, open }: { flaws: readonly FoundFlaw[]; open: boolean }) {
  const t = useTranslations("doctor.flaws");
  if (flaws.length === 0) return null;
  return (
    <details open={open}>
      <summary className="w-fit cursor-pointer rounded text-muted hover:text-text">
        {t("title", { count: flaws.length })}
      </summary>
      <ul className="mt-2 flex flex-col gap-3 border-line border-l-2 pl-4">
        {flaws.map(({ title, consequence, remedy, onlyIf }) => (
          <li key={title} className="flex flex-col gap-0.5 wrap-anywhere">
            <p className="font-[550]">
              <Sentence text={title} />
            </p>
            {onlyIf ? <p className="text-amber">{t("onlyIf", { condition: onlyIf })}</p> : null}
            <p>
              <Sentence text={consequence} />
            </p>
            <p className="text-muted">
              <Sentence text={remedy} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
