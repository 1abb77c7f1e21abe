/** How far a long work is, as one line: what is done of how much, how fast, and what is left. */
export function progressLine(
  what: string,
  { done, total, ms }: { readonly done: number; readonly total: number; readonly ms: number },
): string {
  const figures = `${what}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  // The first second says nothing about the next.
  if (ms < 1000 || done === 0) return figures;
  const rate = done / (ms / 1000);
  const left = total > done ? ` · ${duration((total - done) / rate)} left` : "";
  return `${figures} · ${Math.round(rate).toLocaleString("en")}/s${left}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
