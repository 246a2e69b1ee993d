import { assert, present } from '../kernel/assert.ts';
import type { BusinessProfile } from './business-profile.ts';
import type { SimulatedNumber, SimulatedTemplate, SimulatedWaba } from './simulated-account.ts';

/** A business phone number with its account. */
export interface Channel {
  readonly number: SimulatedNumber;
  readonly waba: Waba;
  /** The number as webhooks carry it: digits only. */
  readonly digits: string;
  /** What customers see of the business; changed as a whole. */
  profile: BusinessProfile;
}

/** An account whose templates change by review. */
export interface Waba {
  readonly id: string;
  readonly accessToken: string;
  readonly channels: Channel[];
  readonly templates: SimulatedTemplate[];
}

/** The simulated accounts, their numbers and templates. */
export interface Accounts {
  findWaba(id: string): Waba | undefined;
  /** The account a token acts for. */
  wabaOfToken(token: string): Waba | undefined;
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

export function createAccounts(source: readonly SimulatedWaba[]): Accounts {
  const wabas = source.map(toWaba);
  const channels = wabas.flatMap((waba) => waba.channels);
  assert(channels.length > 0, 'the simulator has a phone number');
  const everyTemplate = () => wabas.flatMap((waba) => waba.templates.map((template) => ({ waba, template })));
  return {
    findWaba: (id) => wabas.find((waba) => waba.id === id),
    wabaOfToken: (token) => wabas.find((waba) => waba.accessToken === token),
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

function toWaba(source: SimulatedWaba): Waba {
  const waba: Waba = { id: source.id, accessToken: source.accessToken, channels: [], templates: [...source.templates] };
  for (const number of source.numbers) {
    waba.channels.push({ number, waba, digits: number.displayPhoneNumber.replace(/\D/g, ''), profile: {} });
  }
  return waba;
}
