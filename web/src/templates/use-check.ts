import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fieldOf, toGiven } from './draft.ts';
import { checkQuery, type Problem, type TemplateInput } from './template-queries.ts';

const waitMs = 250;

export interface DraftCheck {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** What WhatsApp would get. */
  readonly meta: unknown;
  /** The error of a field, once somebody has written in it or tried to go on. */
  errorOf(field: string): string | undefined;
  /** Whether such an error is to be shown in a field or in one within it. */
  hasErrorIn(field: string): boolean;
  touch(field: string): void;
  touchAll(): void;
  /** Whether the draft as it stands now has no error. Throws when the server does not answer. */
  isFit(): Promise<boolean>;
}

/** What the server says of the draft as it is written: the same rules that it keeps when the draft is saved. */
export function useCheck(draft: TemplateInput): DraftCheck {
  const [settled] = useDebouncedValue(draft, waitMs);
  const [asked, setAsked] = useState<TemplateInput | undefined>();
  const looked = asked === draft ? asked : settled;
  const given = useMemo(() => toGiven(looked), [looked]);
  const queryClient = useQueryClient();
  const { data } = useQuery(checkQuery(given));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const problems = data?.problems ?? [];
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    errors,
    warnings: problems.filter(({ severity }) => severity === 'warning'),
    meta: data?.meta,
    errorOf(field) {
      if (!isAll && !touched.has(rootOf(field))) return undefined;
      return errors.find((problem) => fieldOf(problem) === field)?.message;
    },
    hasErrorIn(field) {
      if (!isAll && !touched.has(rootOf(field))) return false;
      return errors.some((problem) => fieldOf(problem).startsWith(`${field}.`));
    },
    touch(field) {
      if (!touched.has(rootOf(field))) setTouched(new Set([...touched, rootOf(field)]));
    },
    touchAll: () => setAll(true),
    async isFit() {
      // Whoever presses a button right after the last key is answered about that key too.
      setAsked(draft);
      const found = await queryClient.fetchQuery({ ...checkQuery(toGiven(draft)), retry: false });
      return found.problems.every(({ severity }) => severity !== 'error');
    },
  };
}

/** Each card is a field of its own: nobody is told of those that they have not come to yet. */
function rootOf(field: string): string {
  return field.split('.', field.startsWith('cards.') ? 2 : 1).join('.');
}
