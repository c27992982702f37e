import { useTranslations } from "next-intl";
import type { FoundFlaw } from "@/lib/contract/doctor";
import { Sentence } from "./sentence";

/** The known flaws of the software: those that may do harm and, folded, those that the console works around. */
export function FlawList({ flaws }: { flaws: readonly FoundFlaw[] }) {
  const t = useTranslations("doctor.flaws");
  const harmful = flaws.filter(({ evaded }) => !evaded);
  const evaded = flaws.filter((flaw) => flaw.evaded);
  return (
    <>
      {harmful.length > 0 ? <Flaws flaws={harmful} /> : null}
      {evaded.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer rounded text-muted hover:text-text">
            {t("evaded", { count: evaded.length })}
          </summary>
          <Flaws flaws={evaded} className="mt-2" />
        </details>
      ) : null}
    </>
  );
}

function Flaws({ flaws, className = "" }: { flaws: readonly FoundFlaw[]; className?: string }) {
  const t = useTranslations("doctor.flaws");
  return (
    <ul className={`flex flex-col gap-3 border-line border-l-2 pl-4 ${className}`}>
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
  );
}
