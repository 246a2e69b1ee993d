import { listVariables, type Template } from '../../../modules/templates/index.ts';
import { toV1Template } from './template.ts';
import { readTemplateBody, type TemplateBody } from './template-content.ts';

type Section = Pick<TemplateBody, 'header' | 'body' | 'bodyOriginal' | 'buttons'>;

/**
 * The content of a stored template with what a client changed of its row. A row has each text twice, with numbers and with
 * names: the one that differs from the stored row is the changed one. Members that are absent stay; null empties them.
 */
export function mergeTemplateBody(template: Template, given: TemplateBody): TemplateBody {
  const row = readTemplateBody(toV1Template(template));
  const merged = { ...row, ...withoutUndefined(given) };
  const names = (merged.customParams ?? []).map(({ paramName }) => paramName ?? '');
  const toFormat = (text: string): string =>
    template.parameterFormat === 'POSITIONAL' ? toNumbers(text, names) : toNames(text, names);
  const cards = given.carouselCards === undefined ? row.carouselCards : given.carouselCards;
  return {
    ...merged,
    ...mergeSection(row, given, toFormat),
    hsm: undefined,
    hsmOriginal: undefined,
    carouselCards: cards?.map((card, index) => {
      const stored = row.carouselCards?.[index] ?? {};
      return { ...card, ...mergeSection(stored, card, toFormat) };
    }),
  };
}

function mergeSection(row: Section, given: Section, toFormat: (text: string) => string): Section {
  const body = pick([given.bodyOriginal, row.bodyOriginal], [given.body, row.body]);
  const header = given.header === undefined ? row.header : given.header;
  const headerText =
    header && pick([header.headerOriginal, row.header?.headerOriginal], [header.text, row.header?.text]);
  const buttons = given.buttons === undefined ? row.buttons : given.buttons;
  return {
    header: header && { ...header, headerOriginal: undefined, text: headerText ? toFormat(headerText) : headerText },
    body: body ? toFormat(body) : body,
    bodyOriginal: undefined,
    buttons: buttons?.map((button, index) => {
      const stored = row.buttons?.[index]?.parameter;
      const { parameter } = button;
      if (!parameter) return button;
      const url = pick([parameter.urlOriginal, stored?.urlOriginal], [parameter.url, stored?.url]);
      const hasName = url !== parameter.url;
      return {
        ...button,
        parameter: {
          ...parameter,
          url,
          urlOriginal: undefined,
          // An address with a name needs no other name for its variable.
          buttonParamMapping: hasName ? undefined : parameter.buttonParamMapping,
        },
      };
    }),
  };
}

type Text = string | null | undefined;

/** The text that was changed: the one with names, else the one with numbers, else the stored one with names. */
function pick([named, storedNamed]: [Text, Text], [numbered, storedNumbered]: [Text, Text]): Text {
  if (named !== undefined && named !== storedNamed) return named;
  if (numbered !== undefined && numbered !== storedNumbered) return numbered;
  return storedNamed ?? storedNumbered;
}

/** {{1}} is the first of the names. */
function toNames(text: string, names: readonly string[]): string {
  return text.replace(/\{\{\s*(\d+)\s*\}\}/g, (whole, digits: string) => {
    const name = names[Number(digits) - 1];
    return name === undefined ? whole : `{{${name}}}`;
  });
}

/** The variables of a text by their numbers, in the order in which they stand among the names. */
function toNumbers(text: string, names: readonly string[]): string {
  const rank = (name: string): number => {
    const place = names.findIndex((entry) => entry.toLowerCase() === name.toLowerCase());
    return place < 0 ? names.length : place;
  };
  const variables = listVariables(text);
  if (variables.every((name) => /^\d+$/.test(name))) return text;
  const ordered = [...variables].sort((one, other) => rank(one) - rank(other));
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => `{{${ordered.indexOf(name) + 1}}}`);
}

function withoutUndefined<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>;
}
