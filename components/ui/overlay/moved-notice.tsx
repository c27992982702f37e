import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type MovedNoticeProps = { title: string; detail: string; again: string; onLookAgain: () => void };

/** The tag points to another image than the one that was shown: nothing was done. */
export function MovedNotice({ title, detail, again, onLookAgain }: MovedNoticeProps) {
  const button = useRef<HTMLButtonElement>(null);
  // Takes the focus, which the button that was pressed lost when it was disabled.
  useEffect(() => button.current?.focus(), []);
  return (
    <Notice
      tone="amber"
      role="alert"
      title={title}
      action={
        <Button ref={button} size="sm" onClick={onLookAgain}>
          {again}
        </Button>
      }
    >
      {detail}
    </Notice>
  );
}
