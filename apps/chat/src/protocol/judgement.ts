export const verdicts = ["useful", "wrong", "outdated", "never"] as const;
export type Verdict = (typeof verdicts)[number];

/** What somebody said of a memory. It is a record of its own, whose undoing takes it back. */
export interface ShownJudgement {
  readonly verdict: Verdict;
  readonly at: string;
  readonly by?: string;
  readonly record: string;
}

/** `PUT S/records/:id/judgement`; null takes it back. Answered with ShownRecord. */
export interface JudgeRequest {
  readonly verdict: Verdict | null;
}
