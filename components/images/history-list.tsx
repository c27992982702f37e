import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { Manifest } from "@/lib/contract/manifests";
import { StepText } from "./layers/step-text";

/** The steps of a history that can't be matched with the layers. */
export function HistoryList({ steps }: { steps: Manifest["history"] }) {
  const t = useTranslations("image.layers");
  return (
    <section>
      <h2 className="mt-3 mb-2 font-semibold">{t("history")}</h2>
      <Panel>
        <ol className="divide-y divide-line">
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same step may stand there twice, and steps never move
            <li key={index} className="px-3 py-1.5">
              <StepText step={step.createdBy} whole={false} quiet={step.empty} />
            </li>
          ))}
        </ol>
      </Panel>
    </section>
  );
}
