import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Dialog, DialogCancel, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "./dialog";

type PlanDialogProps = {
  title: string;
  /** Which registry and repository it is about. */
  where: string;
  /** The plan is being carried out: the dialog stays open. */
  isAtWork: boolean;
  onClose: () => void;
  /** The harmless way out. */
  keep: string;
  /** The button that carries the plan out, and others before the way out. */
  confirm: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

/** Shows a plan, and has exactly that carried out on a press of its button. */
export function PlanDialog({ title, where, isAtWork, onClose, keep, confirm, aside, children }: PlanDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && !isAtWork && onClose()}>
      <DialogContent width="md">
        <DialogTitle className="wrap-anywhere">{title}</DialogTitle>
        <DialogDescription className="wrap-anywhere">{where}</DialogDescription>
        <div className="mt-4 flex flex-col gap-4">{children}</div>
        <DialogFooter>
          {aside}
          <DialogCancel disabled={isAtWork}>{keep}</DialogCancel>
          {confirm}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

type PlanShownProps<Plan> = {
  plan: Pick<UseQueryResult<Plan>, "error" | "isFetching" | "refetch">;
  /** What of the plan may be shown now. */
  shown: Plan | undefined;
  unreadable: string;
  skeleton: ReactNode;
  children: (plan: Plan) => ReactNode;
};

/** The plan, or why there is none, or that it is being made. */
export function PlanShown<Plan>({ plan, shown, unreadable, skeleton, children }: PlanShownProps<Plan>) {
  if (plan.error && !plan.isFetching)
    return <ProblemNotice error={plan.error} what={unreadable} onRetry={() => void plan.refetch()} />;
  return shown ? children(shown) : skeleton;
}
