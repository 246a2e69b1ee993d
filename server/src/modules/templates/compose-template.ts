import { readAnatomy, type Section, type SlottedText } from './anatomy.ts';
import type { TemplateComponent } from './components.ts';
import { composeParts, type TemplateContent, wantedUrlNames } from './content.ts';
import { isOpenName } from './own-parts.ts';
import { cutText, isNumber, listPlaceholders } from './placeholders.ts';
import type { SampleMedia, Template, TemplateOwn, TemplateParameter } from './types.ts';

/** A template in Meta's form, with what Meta does not keep. */
export type ComposedTemplate = Pick<Template, 'parameterFormat' | 'components'> & {
  readonly own: Pick<TemplateOwn, 'parameterNames' | 'samples' | 'trackClicks'>;
};

/**
 * Puts the content of a template into Meta's components. Texts with names make it NAMED, with numbers POSITIONAL; the variable
 * of an address is always {{1}} at Meta. Sample values are found by the name of their parameter, else by its place among the
 * parameters (body, header, buttons, cards), and a name given for a number is kept. What is wrong stays for the rules to find.
 */
export function composeTemplate(category: string, content: TemplateContent): ComposedTemplate {
  const parts = composeParts(category, content);
  const parameterFormat = formatOf(parts);
  const headerParameter = content.header?.parameter ?? null;
  const anatomy = readAnatomy({ category, parameterFormat, components: parts, headerParameter });
  const named = nameParameters(anatomy.parameters, content, urlNamesByPlace(anatomy, content));
  const valueAt = (place: number): string => named[place]?.sample ?? '';
  const filling = { parameterFormat, valueAt };
  const components = parts.map((part) => {
    const cards = part.cards?.map((card, index) => {
      const section = anatomy.cards[index];
      return section
        ? { components: (card.components ?? []).map((inner) => withSamples(inner, section, filling)) }
        : card;
    });
    return withSamples(cards ? { ...part, cards } : part, anatomy, filling);
  });
  const samples = [content, ...content.cards].map(({ header }): SampleMedia | null => header?.sample ?? null);
  const isRenamed = named.some(({ name }, place) => name !== anatomy.parameters[place]?.name);
  const own = {
    ...(content.trackClicks ? { trackClicks: true } : {}),
    ...(isRenamed ? { parameterNames: named.map(({ name }) => name) } : {}),
    ...(samples.some((sample) => sample !== null) ? { samples } : {}),
  };
  return { parameterFormat, components, own };
}

type CardComponent = Pick<TemplateComponent, 'type' | 'text' | 'example' | 'buttons'>;

interface Filling {
  readonly parameterFormat: Template['parameterFormat'];
  readonly valueAt: (place: number) => string;
}

function formatOf(parts: readonly TemplateComponent[]): Template['parameterFormat'] {
  const texts = parts.flatMap((part) => [part, ...(part.cards ?? []).flatMap((card) => card.components ?? [])]);
  const isPositional = texts.every(({ text = '' }) => listPlaceholders(cutText(text)).every(isNumber));
  return isPositional ? 'POSITIONAL' : 'NAMED';
}

/** The names which the content gives to the variables of addresses, by the place of their parameter. */
function urlNamesByPlace(
  anatomy: { readonly buttons: Section['buttons']; readonly cards: readonly Section[] },
  content: TemplateContent,
): ReadonlyMap<number, string> {
  const wanted = new Map<number, string>();
  const sections = [anatomy, ...anatomy.cards];
  for (const [index, section] of [content, ...content.cards].entries()) {
    for (const [place, name] of wantedUrlNames(section.buttons).entries()) {
      const slot = sections[index]?.buttons[place]?.url?.slots[0];
      if (slot && name !== undefined) wanted.set(slot.parameter, name);
    }
  }
  return wanted;
}

function nameParameters(
  parameters: readonly TemplateParameter[],
  { samples }: TemplateContent,
  urlNames: ReadonlyMap<number, string>,
): TemplateParameter[] {
  const find = (name: string) => samples.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  return parameters.map((parameter, place) => {
    const name = urlNames.get(place) ?? parameter.name;
    const byName = find(name);
    if (byName) return { name, sample: byName.value };
    const isGiven = urlNames.has(place) || !isOpenName(name);
    const byPlace = samples[place];
    if (isGiven || !byPlace || parameters.some((other) => other.name.toLowerCase() === byPlace.name.toLowerCase())) {
      return { name, sample: '' };
    }
    return { name: byPlace.name, sample: byPlace.value };
  });
}

function withSamples<Part extends CardComponent>(part: Part, section: Section, filling: Filling): Part {
  switch (part.type) {
    case 'HEADER':
      return section.header?.text ? { ...part, ...exampleOf('header_text', section.header.text, filling) } : part;
    case 'BODY':
      return section.body && part.text !== undefined
        ? { ...part, ...exampleOf('body_text', section.body, filling) }
        : part;
    case 'BUTTONS': {
      const buttons = part.buttons?.map((button, place) => {
        const url = section.buttons[place]?.url;
        const slot = url?.slots[0];
        if (!url || !slot) return button;
        const fixed = url.parts.filter((piece) => typeof piece === 'string').join('');
        const value = filling.valueAt(slot.parameter);
        // A sample may be the whole address.
        return { ...button, example: [value.startsWith(fixed) ? value : fixed + value] };
      });
      return { ...part, ...(buttons ? { buttons } : {}) };
    }
    default:
      return part;
  }
}

function exampleOf(member: 'header_text' | 'body_text', text: SlottedText, { parameterFormat, valueAt }: Filling) {
  if (text.slots.length === 0) return {};
  if (parameterFormat === 'NAMED') {
    const named = text.slots.map((slot) => ({ param_name: slot.placeholder, example: valueAt(slot.parameter) }));
    return { example: { [`${member}_named_params`]: named } };
  }
  const values = text.slots.map((slot) => valueAt(slot.parameter));
  return { example: { [member]: member === 'body_text' ? [values] : values } };
}
