import type { Verdict } from './verdict.ts';

export interface ErrorRule {
  readonly code: number;
  /** The status Meta documents; the real one may differ, so decide on the code alone. */
  readonly httpStatus: number;
  readonly verdict: Verdict;
  /** A few words, as Meta's error lists have them. */
  readonly title: string;
  /** One sentence for a person, ending with the code. */
  readonly plain: string;
  /** What the person can do next. */
  readonly suggestion: string;
}

/** One row of the table. `plain` is a sentence without full stop; the code is added. */
export function rule(
  code: number,
  httpStatus: number,
  verdict: Verdict,
  title: string,
  words: { readonly plain: string; readonly next: string },
): ErrorRule {
  return { code, httpStatus, verdict, title, plain: `${words.plain} (${code}).`, suggestion: words.next };
}
