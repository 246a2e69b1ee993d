import { randomBytes } from 'node:crypto';
import type { TemplateButton, TemplateComponent } from './components.ts';

/** A button whose address leads through Parley. Addresses are in Meta's form, with {{1}} where they have a variable. */
export interface TrackedButton {
  /** Among the buttons of the template, from 0. */
  readonly place: number;
  /** Where it leads in the end. */
  readonly url: string;
  readonly example?: string | undefined;
  /** What Meta has. */
  readonly link: string;
}

/** What a token of a tracked link says; whether it is true the message says, which holds the token. */
export interface TrackedLink {
  readonly tenantId: string;
  readonly messageId: string;
  readonly place: number;
  /** The value of the variable in the address; empty without one. */
  readonly value: string;
}

const sampleToken = 'example';

/** Lets the url buttons of a template lead to `base` and a token. Buttons of cards stay as they are. */
export function trackLinks(
  components: readonly TemplateComponent[],
  base: string,
): { components: TemplateComponent[]; tracked: TrackedButton[] } {
  const tracked: TrackedButton[] = [];
  const link = `${base}{{1}}`;
  const changed = mapButtons(components, (button, place) => {
    if (button.type?.toUpperCase() !== 'URL' || button.url === undefined) return button;
    const [example] = typeof button.example === 'string' ? [button.example] : (button.example ?? []);
    tracked.push({ place, url: button.url, example, link });
    return { ...button, url: link, example: [base + sampleToken] };
  });
  return { components: changed, tracked };
}

/** Those of the tracked buttons that still are so: an edit at Meta may have put other addresses in their place. */
export function listTracked(
  components: readonly TemplateComponent[],
  tracked: readonly TrackedButton[] = [],
): readonly TrackedButton[] {
  if (tracked.length === 0) return tracked;
  const buttons = components.find((part) => part.type === 'BUTTONS')?.buttons ?? [];
  return tracked.filter(({ place, link }) => buttons[place]?.url === link);
}

/** The components with the addresses to which these buttons lead in the end. */
export function showTargets(
  components: readonly TemplateComponent[],
  tracked: readonly TrackedButton[],
): readonly TemplateComponent[] {
  if (tracked.length === 0) return components;
  return mapButtons(components, (button, place) => {
    const known = tracked.find((entry) => entry.place === place);
    if (!known) return button;
    return { ...button, url: known.url, example: known.example === undefined ? undefined : [known.example] };
  });
}

function mapButtons(
  components: readonly TemplateComponent[],
  change: (button: TemplateButton, place: number) => TemplateButton,
): TemplateComponent[] {
  return components.map((part) =>
    part.type === 'BUTTONS' && part.buttons ? { ...part, buttons: part.buttons.map(change) } : part,
  );
}

/** Where the variable stands in an address of Meta's. */
const variable = /\{\{\s*\w+\s*\}\}/;

/** The address with its value. Undefined when that is no address of the web. */
export function toTarget(url: string, value: string): string | undefined {
  const text = url.replace(variable, () => value);
  if (!URL.canParse(text)) return undefined;
  const target = new URL(text);
  return target.protocol === 'https:' || target.protocol === 'http:' ? target.href : undefined;
}

const markStart = 'parley-link:';
const marks = /"parley-link:(\d{1,2}):([A-Za-z0-9_-]*)"/g;

/** Stands for a link in a filled template, until its message is known. */
export function markLink(place: number, value: string): string {
  return `${markStart}${place}:${Buffer.from(value, 'utf8').toString('base64url')}`;
}

const nonceBytes = 9;
const idBytes = 12;

/** Puts tokens for this message in the place of the marks of a filled template, given as JSON. */
export function sealLinks(content: string, message: { readonly tenantId: string; readonly id: string }): string {
  if (!content.includes(markStart)) return content;
  return content.replace(marks, (_whole, place: string, value: string) => {
    const tenant = Buffer.from(message.tenantId, 'utf8');
    const token = Buffer.concat([
      randomBytes(nonceBytes),
      Buffer.from([Number(place)]),
      Buffer.from(message.id, 'hex'),
      Buffer.from([tenant.length]),
      tenant,
      Buffer.from(value, 'base64url'),
    ]);
    return JSON.stringify(token.toString('base64url'));
  });
}

/** Longest token that is looked at: an address of Meta has 2,000 characters. */
const maxTokenLength = 3_000;

/** What a token says, or undefined when it is none. */
export function readLink(token: string): TrackedLink | undefined {
  if (token.length > maxTokenLength || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const place = bytes[nonceBytes];
  const tenantAt = nonceBytes + 1 + idBytes + 1;
  const tenantLength = bytes[tenantAt - 1];
  if (place === undefined || tenantLength === undefined || bytes.length < tenantAt + tenantLength) return undefined;
  return {
    tenantId: bytes.toString('utf8', tenantAt, tenantAt + tenantLength).replaceAll('\0', ''),
    messageId: bytes.toString('hex', nonceBytes + 1, tenantAt - 1),
    place,
    value: bytes.toString('utf8', tenantAt + tenantLength),
  };
}

/** The value that was given for an address, of a message that holds its mark or its token. */
export function readLinkValue(text: string): string {
  if (!text.startsWith(markStart)) return readLink(text)?.value ?? text;
  return Buffer.from(text.slice(text.lastIndexOf(':') + 1), 'base64url').toString('utf8');
}
