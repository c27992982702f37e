import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Manifest } from "@/lib/contract/manifests";
import { visibleText } from "@/lib/format/visible-text";

const shown = 8;

/** The oddities of the manifest and its config, in a calm tone: everything readable is shown. */
export function ImageOddities({ manifest: { oddities, complete } }: { manifest: Manifest }) {
  const t = useTranslations("image");
  const all = [...new Set(oddities.map((oddity) => visibleText(oddity)))];
  if (all.length === 0) return null;
  const rest = all.length - shown;
  return (
    <Notice
      {...(complete ? {} : { tone: "amber" as const })}
      title={complete ? t("oddities", { count: all.length }) : t("notComplete")}
      className="mb-3"
    >
      {complete ? t("odditiesDetail") : t("notCompleteDetail")}
      <ul className="mt-1 list-disc pl-5 text-muted">
        {all.slice(0, shown).map((oddity) => (
          <li key={oddity}>
            <Words text={oddity} />
          </li>
        ))}
        {rest > 0 ? <li>{t("moreOddities", { count: rest })}</li> : null}
      </ul>
    </Notice>
  );
}

/** A text with names of fields between backticks. */
function Words({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
      <code key={at} className="mono text-text">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
