import { AppError } from '../../kernel/errors.ts';
import type { Anatomy } from './anatomy.ts';
import { isUploadLink } from './header-link.ts';

/** Meta's limit of a link. */
const maxLinkLength = 2000;

interface Rule {
  readonly place: number;
  readonly holds: (value: string) => boolean;
  readonly says: string;
}

/** Makes the function that throws template.parameters_missing for values that are more than text and are not of their form. */
export function compileFormChecks(anatomy: Anatomy): (values: readonly string[]) => void {
  const rules: Rule[] = [];
  const { header, offerEnd } = anatomy;
  if (header?.media !== undefined) {
    const holds = (value: string): boolean => isUploadLink(value) || isLink(value);
    rules.push({ place: header.media, holds, says: 'It must be the http(s) address of the file.' });
  }
  if (header?.location) {
    const { latitude, longitude } = header.location;
    rules.push({ place: latitude, holds: within(90), says: 'It must be a number from -90 to 90.' });
    rules.push({ place: longitude, holds: within(180), says: 'It must be a number from -180 to 180.' });
  }
  if (offerEnd !== undefined) {
    const says = 'It must be unix milliseconds, or a date and time in ISO 8601.';
    rules.push({ place: offerEnd, holds: (value) => toUnixMs(value) !== undefined, says });
  }
  return (values) => {
    for (const { place, holds, says } of rules) if (!holds(values[place] ?? '')) throw wrongForm(anatomy, place, says);
  };
}

/** Unix milliseconds of a moment as callers write it, or undefined. */
export function toUnixMs(text: string): number | undefined {
  const plain = text.trim();
  if (/^\d{12,14}$/.test(plain)) return Number(plain);
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(plain) ? Date.parse(plain) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function isLink(value: string): boolean {
  return value.length <= maxLinkLength && /^https?:\/\/\S+$/i.test(value.trim()) && URL.canParse(value.trim());
}

function within(limit: number): (value: string) => boolean {
  return (value) => value.trim() !== '' && Math.abs(Number(value)) <= limit;
}

function wrongForm(anatomy: Anatomy, place: number, says: string): AppError {
  const name = anatomy.parameters[place]?.name ?? '';
  const message = `Parameters are missing or invalid: ${name}. ${says}`;
  return new AppError('template.parameters_missing', message, { details: { invalid: [name] } });
}
