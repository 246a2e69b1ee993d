import type { Outcome } from './state-machine.ts';
import type { StatusPricing } from './types.ts';

/** A status of Meta's, checked and flattened by the intake: stored as such while it is parked. */
export interface StatusReport {
  readonly wamid: string;
  readonly status: string;
  /** Unix milliseconds of Meta's timestamp. */
  readonly atMs: number;
  readonly errorCode: number | undefined;
  readonly errorDetail: string | undefined;
  /** What Meta says of its price. */
  readonly pricing?: StatusPricing | undefined;
}

/** The outcome a status tells of, or undefined for a status word we do not know (Meta adds some: 8.9). */
export function toOutcome(report: StatusReport): Outcome | undefined {
  const at = new Date(report.atMs);
  switch (report.status) {
    case 'sent':
      return { kind: 'sent', at, wamid: report.wamid };
    case 'delivered':
      return { kind: 'delivered', at, wamid: report.wamid, pricing: report.pricing };
    case 'read':
    case 'played':
      return { kind: 'read', at, wamid: report.wamid, pricing: report.pricing };
    case 'failed':
      return {
        kind: 'failed',
        at,
        code: report.errorCode === undefined ? null : String(report.errorCode),
        detail: report.errorDetail ?? 'WhatsApp gave no reason.',
      };
    default:
      return undefined;
  }
}
