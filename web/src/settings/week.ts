import type { Hours } from './settings-queries.ts';

export const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const fullDayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const workday = [{ from: '09:00', to: '17:00' }];

/** What is offered where no hours are set. */
export function usualHours(timeZone: string): Hours {
  return { timeZone, week: [workday, workday, workday, workday, workday, [], []], holidays: [] };
}
