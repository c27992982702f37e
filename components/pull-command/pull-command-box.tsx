"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import { usePageActions } from "@/components/ui/page-actions";
import { type PullBy, type PullTarget, type PullTool, pullCommand, pullToolsFor } from "./pull-command";
import { usePullTool } from "./use-pull-tool";

const part = "rounded-none max-sm:h-8.5 sm:h-full border-0 border-line border-r text-sm -outline-offset-2";

/** The command that pulls the target, to copy, for the chosen tool and form. */
export function PullCommandBox({ target }: { target: PullTarget }) {
  const t = useTranslations("pullCommand");
  const [tool, setTool] = usePullTool(target);
  const [by, setBy] = useState<PullBy>("tag");
  const forms = (["tag", "digest"] as const).filter((form) => target[form] !== null);
  const command = pullCommand(tool, target, by);
  usePageActions(() => [{ group: "page", icon: "terminal", label: t("copy"), copy: command }]);
  return (
    <div className="flex w-full min-w-0 max-w-full items-stretch overflow-clip max-sm:flex-wrap sm:h-8.5 rounded-lg border border-line-strong bg-panel md:w-auto md:max-w-160">
      <SelectMenu<PullTool>
        label={t("tool")}
        value={tool}
        options={pullToolsFor(target).map((value) => ({ value, label: value }))}
        onValueChange={setTool}
        className={part}
      />
      {target.tag !== null ? (
        <SelectMenu<PullBy>
          label={t("by")}
          value={by}
          options={forms.map((value) => ({ value, label: t(value) }))}
          onValueChange={setBy}
          className={part}
        />
      ) : null}
      <code
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a line that is cut off must be scrollable by the keyboard
        tabIndex={0}
        title={command}
        className="mono min-w-0 flex-1 overflow-x-auto whitespace-nowrap px-3 leading-8 -outline-offset-2 [scrollbar-width:none] max-sm:order-last max-sm:basis-full max-sm:border-line max-sm:border-t"
      >
        {command}
      </code>
      <CopyButton
        value={command}
        what={t("command")}
        withText
        className="rounded-none! border-line px-3! -outline-offset-2 max-sm:ml-auto sm:border-l"
      />
    </div>
  );
}
