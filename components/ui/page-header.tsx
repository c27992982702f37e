import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** One muted line of numbers or words under the title. */
  facts?: ReactNode;
  actions?: ReactNode;
};

export function PageHeader({ title, facts, actions }: PageHeaderProps) {
  return (
    <header className="mb-4.5 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 max-w-full flex-1 basis-80">
        <h1 className="wrap-anywhere font-[650] text-xl tracking-[-0.015em]">{title}</h1>
        {facts ? <div className="mt-1.5 flex flex-wrap gap-x-5.5 gap-y-1 text-muted">{facts}</div> : null}
      </div>
      {actions ? <div className="flex max-w-full flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
