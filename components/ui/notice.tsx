import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = {
  neutral: { box: "bg-sunken", title: "text-text" },
  accent: { box: "bg-accent-soft", title: "text-accent" },
  amber: { box: "bg-amber-soft", title: "text-amber" },
  red: { box: "bg-red-soft", title: "text-red" },
  green: { box: "bg-green-soft", title: "text-green" },
};

type NoticeProps = {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
  className?: string;
};

/** A short message that matters now. */
export function Notice({ tone = "neutral", title, children, action, role, className }: NoticeProps) {
  return (
    <div
      role={role}
      className={clsx(
        "flex items-start gap-x-4 gap-y-2 rounded-[9px] px-3.5 py-2.5 max-md:flex-col",
        tones[tone].box,
        className,
      )}
    >
      <div className="min-w-0 flex-1 wrap-anywhere max-md:w-full">
        {title ? <strong className={clsx("mr-2 font-semibold", tones[tone].title)}>{title}</strong> : null}
        {children}
      </div>
      {action ? <div className="flex shrink-0 items-center gap-2">{action}</div> : null}
    </div>
  );
}
