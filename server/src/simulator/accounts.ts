import { assert, present } from '../kernel/assert.ts';
import type { BusinessProfile } from './business-profile.ts';
import type { Callback } from './callbacks.ts';
import { type NumberState, newNumberState } from './number-state.ts';
import type { MessagingLimit, SimulatedNumber, SimulatedTemplate, SimulatedWaba } from './simulated-account.ts';

/** A business phone number with its account. */
export interface Channel {
  readonly number: SimulatedNumber;
  readonly waba: Waba;
  /** The number as webhooks carry it: digits only. */
  readonly digits: string;
  /** What customers see of the business; changed as a whole. */
  profile: BusinessProfile;
  readonly state: NumberState;
}

/** Whoever owns accounts; the messaging limit is shared by all of them. */
export interface Portfolio {
  readonly id: string;
  messagingLimit: MessagingLimit;
}

/** An account whose templates change by review. */
export interface Waba {
  readonly id: string;
  readonly accessToken: string;
  readonly portfolio: Portfolio;
  readonly channels: Channel[];
  readonly templates: SimulatedTemplate[];
  /** The apps that get its webhooks, each with the callback that stands in for the app's own. */
  readonly subscriptions: Map<string, { readonly override: Callback | undefined }>;
  /** A locked account sends nothing (code 131031). */
  isLocked: boolean;
  /** Without it, what is charged is refused (code 131042). */
  hasPaymentMethod: boolean;
}

/** The simulated accounts, their numbers and templates. */
export interface Accounts {
  findWaba(id: string): Waba | undefined;
  list(): readonly Waba[];
  findNumber(phoneNumberId: string): Channel | undefined;
  /** By phone number id, phone number in any notation, or verified name. */
  findChannel(name: string): Channel | undefined;
  /** The first number of the first account. */
  defaultChannel(): Channel;
  findTemplate(id: string): { waba: Waba; template: SimulatedTemplate } | undefined;
  /** Every language of a template in every account, or one language. */
  templatesNamed(name: string, language: string | undefined): { waba: Waba; template: SimulatedTemplate }[];
  addTemplate(waba: Waba, template: SimulatedTemplate): void;
  replaceTemplate(waba: Waba, template: SimulatedTemplate): void;
  removeTemplate(waba: Waba, id: string): void;
}

export function createAccounts(source: readonly SimulatedWaba[], firstAppId: string): Accounts {
  const portfolios = new Map<string, Portfolio>();
  const wabas = source.map((waba) => toWaba(waba, portfolios, firstAppId));
  const channels = wabas.flatMap((waba) => waba.channels);
  assert(channels.length > 0, 'the simulator has a phone number');
  const everyTemplate = () => wabas.flatMap((waba) => waba.templates.map((template) => ({ waba, template })));
  return {
    findWaba: (id) => wabas.find((waba) => waba.id === id),
    list: () => wabas,
    findNumber: (id) => channels.find((channel) => channel.number.phoneNumberId === id),
    findChannel: (name) => channels.find((channel) => isNamed(channel, name)),
    defaultChannel: () => present(channels[0], 'the first channel'),
    findTemplate: (id) => everyTemplate().find((entry) => entry.template.id === id),
    templatesNamed: (name, language) =>
      everyTemplate().filter(
        ({ template }) => template.name === name && (language === undefined || template.language === language),
      ),
    addTemplate(waba, template) {
      waba.templates.push(template);
    },
    removeTemplate(waba, id) {
      const index = waba.templates.findIndex((row) => row.id === id);
      if (index >= 0) waba.templates.splice(index, 1);
    },
    replaceTemplate(waba, template) {
      const index = waba.templates.findIndex((row) => row.id === template.id);
      assert(index >= 0, 'the replaced template exists');
      waba.templates[index] = template;
    },
  };
}

/** Whether a name given by a person means this channel: its id, its number in any notation, or its verified name. */
export function isNamed(channel: Channel, name: string): boolean {
  const { number } = channel;
  if (name === number.phoneNumberId || name.toLowerCase() === number.verifiedName.toLowerCase()) return true;
  return /^[+\d\s().-]+$/.test(name) && name.replace(/\D/g, '') === channel.digits;
}

function toWaba(source: SimulatedWaba, portfolios: Map<string, Portfolio>, firstAppId: string): Waba {
  const portfolioId = source.businessId ?? `9${source.id}`;
  const portfolio = portfolios.get(portfolioId) ?? {
    id: portfolioId,
    messagingLimit: source.messagingLimit ?? 'TIER_UNLIMITED',
  };
  portfolios.set(portfolioId, portfolio);
  const waba: Waba = {
    id: source.id,
    accessToken: source.accessToken,
    portfolio,
    channels: [],
    templates: [...source.templates],
    subscriptions: new Map((source.subscribedAppIds ?? [firstAppId]).map((appId) => [appId, { override: undefined }])),
    isLocked: false,
    hasPaymentMethod: true,
  };
  for (const number of source.numbers) {
    const digits = number.displayPhoneNumber.replace(/\D/g, '');
    waba.channels.push({ number, waba, digits, profile: {}, state: newNumberState(number) });
  }
  return waba;
}
