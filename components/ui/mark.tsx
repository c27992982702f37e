/** The logo: three planks of a hull. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 22 22" className={className} aria-hidden="true">
      <rect width="22" height="22" rx="6" className="fill-accent" />
      <path d="M5 7.5h12M5 11h12M5 14.5h12" strokeWidth="2" className="stroke-on-accent" />
    </svg>
  );
}
