/** What the addresses of the campaign pages hold. */
export interface ListSearch {
  readonly state?: CampaignState;
  readonly q?: string;
}

export interface WizardSearch {
  readonly draft?: string;
  readonly step?: Step;
  /** The dry run that is shown. */
  readonly run?: string;
  /** What a new draft begins with. */
  readonly segment?: string;
  readonly template?: string;
}

export interface DetailSearch {
  readonly state?: RecipientState;
  readonly q?: string;
  readonly cancel?: boolean;
}

export const campaignStates = ['scheduled', 'sending', 'paused', 'completed', 'cancelled'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const recipientStates = [
  'pending',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'replied',
  'failed',
  'skipped',
  'stopped',
] as const;
export type RecipientState = (typeof recipientStates)[number];

export const steps = ['audience', 'message', 'time', 'check'] as const;
export type Step = (typeof steps)[number];

type Raw = Record<string, unknown>;

export function readListSearch(raw: Raw): ListSearch {
  return withoutAbsent({ state: oneOf(campaignStates, raw.state), q: text(raw.q) });
}

export function readWizardSearch(raw: Raw): WizardSearch {
  return withoutAbsent({
    draft: text(raw.draft),
    step: oneOf(steps, raw.step),
    run: text(raw.run),
    segment: text(raw.segment),
    template: text(raw.template),
  });
}

export function readDetailSearch(raw: Raw): DetailSearch {
  const cancel = raw.cancel === true ? true : undefined;
  return withoutAbsent({ state: oneOf(recipientStates, raw.state), q: text(raw.q), cancel });
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find((word) => word === value);
}

/** Ids of digits alone come as numbers. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}

type Present<Search> = { [Key in keyof Search]?: Exclude<Search[Key], undefined> };

function withoutAbsent<Search extends object>(search: Search): Present<Search> {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<Search>;
}
