import { checkMediaReference, type FindMedia, type LaterFailure } from './check-media.ts';
import { GraphError } from './graph-errors.ts';
import { type JsonObject, objectOrEmpty, textOrUndefined } from './json-value.ts';
import { isLongerThan, requireList, requireObject, requireText } from './read-parameter.ts';

const maxButtons = 3;
const maxButtonTitle = 20;
const maxButtonId = 256;
const maxSections = 10;
const maxRows = 10;
const maxRowTitle = 24;
const maxRowId = 200;
const maxRowDescription = 72;
const maxHeader = 60;
const maxFooter = 60;
const maxBody = 1024;
const maxListBody = 4096;

/** Kinds whose header, body and footer are checked and whose action is taken as it is. */
const looseKinds = new Set([
  'cta_url',
  'flow',
  'product',
  'product_list',
  'catalog_message',
  'location_request_message',
  'address_message',
  'carousel',
  'order_details',
  'order_status',
  'call_permission_request',
  'voice_call',
  'request_contact_info',
]);
const kindsWithoutBody = new Set(['product', 'call_permission_request', 'voice_call', 'request_contact_info']);

/** Checks an interactive message by the limits of the contract; a breach is code 131009, a missing part 100. */
export function checkInteractive(interactive: JsonObject, findMedia: FindMedia): LaterFailure | undefined {
  const kind = requireText(interactive, 'type', "interactive['type']");
  if (kind !== 'button' && kind !== 'list' && !looseKinds.has(kind)) {
    const kinds = ['button', 'list', ...looseKinds].join(', ');
    throw new GraphError(100, `Param interactive['type'] must be one of {${kinds}} - got "${kind}".`);
  }
  if (!kindsWithoutBody.has(kind) || interactive.body !== undefined) {
    const body = requireObject(interactive, 'body', "interactive['body']");
    checkLength('Body text', requireText(body, 'text', "body['text']"), kind === 'list' ? maxListBody : maxBody);
  }
  if (interactive.footer !== undefined) {
    const footer = requireObject(interactive, 'footer', "interactive['footer']");
    checkLength('Footer text', requireText(footer, 'text', "footer['text']"), maxFooter);
  }
  const action = requireObject(interactive, 'action', "interactive['action']");
  if (kind === 'button') checkButtons(action);
  if (kind === 'list') checkList(action);
  return checkHeader(interactive, kind, findMedia);
}

function checkHeader(interactive: JsonObject, kind: string, findMedia: FindMedia): LaterFailure | undefined {
  if (interactive.header === undefined) return undefined;
  const header = requireObject(interactive, 'header', "interactive['header']");
  const type = requireText(header, 'type', "header['type']");
  if (type === 'text') {
    checkLength('Header text', requireText(header, 'text', "header['text']"), maxHeader);
    return undefined;
  }
  if (kind === 'list' || !['image', 'video', 'document'].includes(type)) {
    throw new GraphError(131009, `Header type ${type} is not allowed for an interactive message of type ${kind}.`);
  }
  return checkMediaReference(type, requireObject(header, type, `header['${type}']`), findMedia);
}

function checkButtons(action: JsonObject): void {
  const buttons = requireList(action, 'buttons', "action['buttons']");
  if (buttons.length < 1 || buttons.length > maxButtons) {
    throw new GraphError(131009, `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${maxButtons}`);
  }
  const replies = buttons.map((button) => {
    if (textOrUndefined(objectOrEmpty(button).type) !== 'reply') {
      throw new GraphError(131009, "Param button['type'] must be reply.");
    }
    return requireObject(objectOrEmpty(button), 'reply', "button['reply']");
  });
  for (const reply of replies) {
    checkLength('Button id', requireText(reply, 'id', "reply['id']"), maxButtonId);
    checkLength('Button title', requireText(reply, 'title', "reply['title']"), maxButtonTitle);
  }
  checkUnique('Button ids', replies, 'id');
  checkUnique('Button titles', replies, 'title');
}

function checkList(action: JsonObject): void {
  checkLength('List button', requireText(action, 'button', "action['button']"), maxButtonTitle);
  const sections = requireList(action, 'sections', "action['sections']").map(objectOrEmpty);
  if (sections.length < 1 || sections.length > maxSections) {
    throw new GraphError(131009, `Invalid sections count. Min allowed: 1, Max allowed: ${maxSections}`);
  }
  const rows = sections.flatMap((section) => {
    const title = textOrUndefined(section.title);
    if (sections.length > 1 && !title) {
      throw new GraphError(131009, 'Section title is required when there is more than one section.');
    }
    if (title) checkLength('Section title', title, maxRowTitle);
    const own = requireList(section, 'rows', "section['rows']").map(objectOrEmpty);
    if (own.length === 0) throw new GraphError(131009, 'Each section needs at least one row.');
    return own;
  });
  if (rows.length > maxRows) {
    throw new GraphError(131009, `Total row count exceed max allowed count: ${maxRows}`);
  }
  for (const row of rows) {
    checkLength('Row id', requireText(row, 'id', "row['id']"), maxRowId);
    checkLength('Row title', requireText(row, 'title', "row['title']"), maxRowTitle);
    checkLength('Row description', textOrUndefined(row.description) ?? '', maxRowDescription);
  }
  checkUnique('Row ids', rows, 'id');
}

function checkLength(what: string, text: string, max: number): void {
  if (isLongerThan(text, max))
    throw new GraphError(131009, `${what} length invalid. Min length: 1, Max length: ${max}`);
}

function checkUnique(what: string, entries: readonly JsonObject[], member: string): void {
  if (new Set(entries.map((entry) => entry[member])).size !== entries.length) {
    throw new GraphError(131009, `${what} must be unique.`);
  }
}
