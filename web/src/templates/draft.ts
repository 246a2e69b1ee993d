import { sampleOf, variablesIn } from './fill-text.ts';
import type { Content, ContentButton, Problem, TemplateInput } from './template-queries.ts';

export const noContent: Content = {
  header: null,
  body: '',
  footer: null,
  buttons: [],
  expiryMinutes: null,
  securityAdvice: false,
  trackClicks: false,
  samples: [],
};

export function newButton(kind: string): ContentButton {
  return {
    kind,
    text: '',
    url: kind === 'url' ? 'https://' : null,
    phoneNumber: kind === 'phone_number' ? '+' : null,
    offerCode: kind === 'copy_code' ? '' : null,
    flowId: null,
    flowAction: null,
    navigateScreen: null,
  };
}

/** What a template of WhatsApp's own words has: a button that copies the code. */
export function toAuthentication(content: Content): Content {
  const button = { ...newButton('otp'), text: 'Copy code' };
  return {
    ...content,
    header: null,
    body: '',
    footer: null,
    samples: [],
    trackClicks: false,
    securityAdvice: true,
    expiryMinutes: 10,
    buttons: [content.buttons.find(({ kind }) => kind === 'otp') ?? button],
  };
}

/** The variables that stand in the texts, in the order of the form. */
export function variablesOf({ body, header, buttons }: Content): string[] {
  const text = header?.format === 'TEXT' ? header.text : null;
  return variablesIn([text, body, ...buttons.map(({ url }) => url)]);
}

/** What is sent to the server: only the samples of variables that are there. */
export function toGiven(draft: TemplateInput): TemplateInput {
  if (draft.category === 'AUTHENTICATION') return draft;
  const { content } = draft;
  const samples = variablesOf(content).map((name) => ({ name, value: sampleOf(name, content.samples) }));
  return { ...draft, content: { ...content, samples } };
}

/** Where a problem is shown: a sample that is missing stands beside the other samples. */
export function fieldOf({ field, rule }: Problem): string {
  return rule === 'variables.sample' || rule === 'buttons.url_sample' ? 'samples' : field;
}

/** Characters as WhatsApp counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
