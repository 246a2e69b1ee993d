import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Aside, aside, head, isVerb, type Verb, type VerbInput, verbs } from './story-schema.ts';

export interface StoryCustomer {
  readonly key: string;
  readonly phone: string;
  readonly name: string | undefined;
}

type StepOf<V extends Verb> = { readonly verb: V; readonly input: VerbInput<V> };
type AnyStep = { [V in Verb]: StepOf<V> }[Verb];

/** One step with its place in the file. */
export type StoryStep = AnyStep & {
  readonly number: number;
  /** Line of the file, from 1. */
  readonly line: number;
  /** Verb and input in one line, shortened. */
  readonly source: string;
  readonly customer: StoryCustomer;
  readonly aside: Aside;
};

export interface Story {
  readonly name: string;
  readonly seed: string | undefined;
  /** How long an expectation waits for its event, in milliseconds of the machine. */
  readonly withinMs: number;
  readonly customers: readonly StoryCustomer[];
  readonly steps: readonly StoryStep[];
}

/** The story can't be read; one line for each fault, with the place in the file. */
export class StoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoryError';
  }
}

/** The longest story that is read. */
const maxStoryBytes = 1024 * 1024;
const maxFaultsShown = 20;
const maxSource = 120;
const maxAliases = 100;

/** Reads a story from YAML. Throws a StoryError that names every fault with its line. */
export function readStory(text: string, fileName: string): Story {
  if (Buffer.byteLength(text) > maxStoryBytes) throw new StoryError(`${fileName}: a story has 1 MB at most.`);
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const place: Place = { document, counter, fileName };
  const broken = document.errors.map((error) => `${fileName}:${counter.linePos(error.pos[0]).line}: ${error.message}`);
  if (broken.length > 0) throw new StoryError(broken.slice(0, maxFaultsShown).join('\n'));
  const parsed = head.safeParse(document.toJS({ maxAliasCount: maxAliases }));
  if (!parsed.success) throw toStoryError(parsed.error.issues.map((issue) => describeIssue(issue, [], place)));
  const customers = Object.entries(parsed.data.customers).map(([key, { phone, name }]) => ({ key, phone, name }));
  const faults: string[] = [];
  const steps = parsed.data.steps.flatMap((step, index) => {
    const read = readStep(step, index, customers, place);
    if (typeof read === 'object' && 'faults' in read) faults.push(...read.faults);
    else return [read];
    return [];
  });
  if (faults.length > 0) throw toStoryError(faults);
  const { name, seed, within: withinMs } = parsed.data;
  return { name, seed, withinMs, customers, steps };
}

interface Place {
  readonly document: Document;
  readonly counter: LineCounter;
  readonly fileName: string;
}

function readStep(
  step: Readonly<Record<string, unknown>>,
  index: number,
  customers: readonly StoryCustomer[],
  place: Place,
): StoryStep | { faults: string[] } {
  const path = ['steps', index];
  const at = `${place.fileName}:${lineOf(path, place)}: step ${index + 1}`;
  const named = Object.keys(step).filter(isVerb);
  const [verb] = named;
  if (verb === undefined || named.length > 1) {
    const said = named.length > 1 ? `does ${named.join(' and ')}; make a step of each` : 'does nothing that is known';
    return { faults: [`${at} ${said}. Steps are: ${Object.keys(verbs).join(', ')}.`] };
  }
  const others = Object.fromEntries(Object.entries(step).filter(([name]) => name !== verb));
  const input = verbs[verb].safeParse(step[verb]);
  const rest = aside.safeParse(others);
  const faults = [
    ...(input.error?.issues ?? []).map((issue) => describeIssue(issue, [...path, verb], place)),
    ...(rest.error?.issues ?? []).map((issue) => describeIssue(issue, path, place)),
  ];
  if (!input.success || !rest.success) return { faults };
  const wanted = rest.data.customer;
  const customer = customers.find((entry) => wanted === undefined || entry.key === wanted);
  if (!customer) return { faults: [`${at}: there is no customer "${wanted}" in customers`] };
  const source = summarise(verb, step[verb]);
  const line = lineOf(path, place);
  return { verb, input: input.data, number: index + 1, line, source, customer, aside: rest.data } as StoryStep;
}

function summarise(verb: Verb, input: unknown): string {
  const { method = 'GET', path, url } = Object(input) as Record<string, unknown>;
  const value = typeof input === 'string' ? input : JSON.stringify(input);
  const said = verb === 'call' ? `${method} ${path ?? url}` : value;
  return `${verb}: ${said}`.slice(0, maxSource);
}

function describeIssue(issue: z.core.$ZodIssue, above: readonly (string | number)[], place: Place): string {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const line = lineOf(unknown === undefined ? path : [...path, unknown], place);
  const where = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`)).join('');
  return `${place.fileName}:${line}: ${where.replace(/^\./, '') || 'the story'}: ${issue.message}`;
}

/** The line of what lies at that path, or of the nearest thing above it. */
function lineOf(path: readonly (string | number)[], { document, counter }: Place): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}

function toStoryError(faults: readonly string[]): StoryError {
  return new StoryError(faults.slice(0, maxFaultsShown).join('\n'));
}
