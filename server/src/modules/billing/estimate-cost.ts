import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findContactsById, findKnownPeople, type PersonTarget, readTarget } from '../contacts/index.ts';
import { getTemplate, type Template } from '../templates/index.ts';
import { readPrices } from './billing-memory.ts';
import { createCountryOf } from './country-of.ts';
import { type PriceBook, roundAmount } from './price-book.ts';
import { anyCountry, type PriceCategory, priceCategories, type Wallet } from './types.ts';
import { findWallet } from './wallet.ts';

export interface CostEstimate {
  /** Of everybody whose price is known. */
  readonly cost: number;
  readonly currency: string;
  /** Undefined while it is off. */
  readonly wallet: Wallet | undefined;
  /** A sentence that says why the estimate is not whole; undefined when it is. */
  readonly problem: string | undefined;
}

/** People that one estimate takes: the limit of a v3 send. */
const maxEstimated = 10_000;
const namedInProblem = 5;

/**
 * What a template to these people would cost by today's prices, each of them once, by whichever names: contacts by id, or people
 * by phone number or BSUID. Blocked contacts get nothing and cost nothing. Unknown templates and contacts are told in `problem`. Throws
 * message.too_many_recipients.
 */
export async function estimateCost(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  input: { readonly templateId: string; readonly targets: readonly string[] },
): Promise<CostEstimate> {
  if (input.targets.length > maxEstimated) {
    throw new AppError('message.too_many_recipients', `An estimate takes at most ${maxEstimated} contacts.`);
  }
  const { book, rules } = await readPrices(deps.db);
  const wallet = await findWallet(deps, ctx.tenantId);
  const inUse = wallet?.isOn ? wallet : undefined;
  const currency = inUse?.currency ?? rules.defaultCurrency;
  const template = await findTemplate(deps, ctx, input.templateId.trim().toLowerCase());
  if (!template) return { cost: 0, currency, wallet: inUse, problem: 'Template not found.' };
  const { countries, unknown } = await findCountries(deps, ctx, input.targets);
  const category = template.category.toLowerCase();
  const { cost, unpriced } = sumPrices(book, { currency, category, atMs: deps.clock.nowMs() }, countries);
  return { cost, currency, wallet: inUse, problem: describeProblem(unknown, unpriced, `${category} in ${currency}`) };
}

async function findTemplate(deps: { db: Database }, ctx: Context, id: string): Promise<Template | undefined> {
  if (!isId(id)) return undefined;
  try {
    return await getTemplate(deps, ctx, id);
  } catch (error) {
    if (isAppError(error, 'template.not_found')) return undefined;
    throw error;
  }
}

interface Countries {
  /** How many people each country has. */
  readonly countries: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
}

async function findCountries(deps: { db: Database }, ctx: Context, given: readonly string[]): Promise<Countries> {
  const targets = new Map<string, PersonTarget | undefined>();
  for (const text of given) {
    const target = readTarget(text);
    targets.set(target ? JSON.stringify(target) : text.trim(), target);
  }
  const people = await findPeople(deps, ctx, targets);
  const countryOf = createCountryOf();
  const countries = new Map<string, number>();
  const unknown: string[] = [];
  const counted = new Set<string>();
  for (const [text, target] of targets) {
    const person = people.get(text);
    if (!person) unknown.push(target?.kind === 'id' ? target.id : text);
    else if (!person.isBlocked && !counted.has(person.key)) add(countries, countryOf(person));
    if (person) counted.add(person.key);
  }
  return { countries, unknown };
}

interface Person {
  /** The same for all names of one person. */
  readonly key: string;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly isBlocked: boolean;
}

/** Who is meant, by the text of the target: contacts where they are known, else numbers and BSUIDs as they are. */
async function findPeople(
  deps: { db: Database },
  ctx: Context,
  targets: ReadonlyMap<string, PersonTarget | undefined>,
): Promise<ReadonlyMap<string, Person>> {
  const named = [...targets].flatMap(([text, target]) => (target ? [{ text, target }] : []));
  const ids = named.flatMap(({ target }) => (target.kind === 'id' ? target.id : []));
  const contacts = await findContactsById(deps, ctx, ids);
  const addressed = named.flatMap(({ text, target }) => (target.kind === 'id' ? [] : [{ text, ...addressOf(target) }]));
  const known = await findKnownPeople(deps.db, ctx, addressed);
  const people = new Map<string, Person>();
  for (const [place, { text, waId, bsuid }] of addressed.entries()) {
    const person = known.get(place);
    people.set(text, person ? { key: person.contactId, ...person } : { key: text, waId, bsuid, isBlocked: false });
  }
  for (const { text, target } of named) {
    const contact = target.kind === 'id' ? contacts.get(target.id) : undefined;
    if (contact) people.set(text, { ...contact, key: contact.id, isBlocked: contact.blockedAt !== null });
  }
  return people;
}

function addressOf(target: Exclude<PersonTarget, { kind: 'id' }>): Pick<Person, 'waId' | 'bsuid'> {
  return target.kind === 'phone' ? { waId: target.waId, bsuid: null } : { waId: null, bsuid: target.bsuid };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sumPrices(
  book: PriceBook,
  { currency, category, atMs }: { currency: string; category: string; atMs: number },
  countries: ReadonlyMap<string, number>,
): { cost: number; unpriced: string[] } {
  let cost = 0;
  const unpriced: string[] = [];
  for (const [country, people] of countries) {
    const price = isPriced(category) ? book.find({ currency, category, country, atMs }) : undefined;
    if (price === undefined) unpriced.push(country === anyCountry ? 'other countries' : country);
    else cost += price * people;
  }
  return { cost: roundAmount(cost), unpriced };
}

function isPriced(category: string): category is PriceCategory {
  return priceCategories.some((known) => known === category);
}

function describeProblem(unknown: readonly string[], unpriced: readonly string[], what: string): string | undefined {
  const sentences = [
    unknown.length > 0 ? `Contacts not found: ${nameSome(unknown)}.` : '',
    unpriced.length > 0 ? `There is no price of ${what} for ${nameSome(unpriced)}.` : '',
  ].filter((sentence) => sentence !== '');
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function nameSome(names: readonly string[]): string {
  const rest = names.length - namedInProblem;
  return names.slice(0, namedInProblem).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
