import { GraphError } from './graph-errors.ts';
import { type JsonObject, textOrUndefined } from './json-value.ts';
import { isLongerThan } from './read-parameter.ts';

/** What customers see of a number beside its name; absent until it is set. */
export interface BusinessProfile {
  readonly about?: string;
  readonly address?: string;
  readonly description?: string;
  readonly email?: string;
  readonly websites?: readonly string[];
  readonly vertical?: string;
  readonly profile_picture_url?: string;
}

/** Characters, by the contract. */
const textLimits = { about: 139, address: 256, description: 512, email: 128 } as const;
const websiteLimit = 256;
const maxWebsites = 2;
const verticals = new Set(
  (
    'OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES ' +
    'RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS UNDEFINED NOT_A_BIZ'
  ).split(' '),
);

/** The profile with the fields asked for; without `fields` Meta names the product alone. */
export function profileNode(profile: BusinessProfile, fields: string | null): JsonObject {
  const wanted = (fields ?? '').split(',').map((name) => name.trim());
  const chosen = Object.entries(profile).filter(([name, value]) => wanted.includes(name) && value !== '');
  return { ...Object.fromEntries(chosen), messaging_product: 'whatsapp' };
}

/** The profile after a change: members that are not named stay, an empty text empties one. Throws code 100 or 131009. */
export function setProfile(profile: BusinessProfile, change: JsonObject): BusinessProfile {
  if (change.messaging_product !== 'whatsapp') {
    throw new GraphError(100, "Param messaging_product must be one of {WHATSAPP} - got ''.");
  }
  const texts = Object.entries(textLimits).flatMap(([name, limit]) => readText(change, name, limit));
  if (change.about === '') throw new GraphError(131009, 'The about text must not be empty.');
  return {
    ...profile,
    ...Object.fromEntries(texts),
    ...(change.websites === undefined ? {} : { websites: readWebsites(change.websites) }),
    ...(change.vertical === undefined ? {} : { vertical: readVertical(change.vertical) }),
  };
}

function readText(change: JsonObject, name: string, limit: number): [string, string][] {
  if (change[name] === undefined) return [];
  const text = textOrUndefined(change[name]);
  if (text === undefined) throw new GraphError(100, `Param ${name} must be a string.`);
  if (isLongerThan(text, limit)) throw new GraphError(131009, `${name} must have at most ${limit} characters.`);
  return [[name, text]];
}

function readWebsites(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(textOrUndefined) : [undefined];
  const websites = list.filter((website) => website !== undefined);
  const isRight = websites.length === list.length && websites.every((website) => !isLongerThan(website, websiteLimit));
  if (!isRight) throw new GraphError(100, 'Param websites must be a list of addresses.');
  if (websites.length > maxWebsites) throw new GraphError(131009, `At most ${maxWebsites} websites are allowed.`);
  return websites;
}

function readVertical(value: unknown): string {
  const vertical = textOrUndefined(value);
  if (vertical === '' || (vertical !== undefined && verticals.has(vertical))) return vertical;
  throw new GraphError(100, `Param vertical must be one of {${[...verticals].join(', ')}}.`);
}
