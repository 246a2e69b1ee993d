import { AppError } from '../../kernel/errors.ts';
import { countCharacters } from './count-characters.ts';
import { buttonIdsOf, rowIdsOf } from './interactive-content.ts';
import type { ButtonsMessage, InteractiveMessage, ListMessage } from './interactive-message.ts';

/** Meta's limits of interactive messages, in characters and pieces (cloud-api `InteractiveButton`, `InteractiveList`). */
const interactiveLimits = {
  body: 1024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  sectionTitle: 24,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
} as const;

/**
 * Checks a message by Meta's limits, the file of a header apart. Throws message.interactive_invalid with one sentence
 * that names the first part that breaks them.
 */
export function checkInteractive(message: InteractiveMessage): void {
  requireText('The body', message.body, interactiveLimits.body);
  if (message.header?.kind === 'text') requireText('The header', message.header.text, interactiveLimits.header);
  if (message.footer !== undefined) requireText('The footer', message.footer, interactiveLimits.footer);
  if (message.kind === 'buttons') checkButtons(message);
  else checkList(message);
}

function checkButtons({ buttons }: ButtonsMessage): void {
  const { buttons: most, buttonTitle, buttonId } = interactiveLimits;
  if (buttons.length < 1 || buttons.length > most) {
    throw invalid(`A message has 1 to ${most} buttons, not ${buttons.length}.`);
  }
  const ids = buttonIdsOf(buttons);
  buttons.forEach(({ title }, index) => {
    requireText(`The title of button ${index + 1}`, title, buttonTitle);
    requireText(`The id of button ${index + 1}`, ids[index] ?? '', buttonId);
  });
  requireDistinct(
    'The titles of the buttons',
    buttons.map((button) => button.title),
  );
  requireDistinct('The ids of the buttons', ids);
}

function checkList(message: ListMessage): void {
  const { sections } = message;
  const limits = interactiveLimits;
  requireText('The button of the list', message.button, limits.listButton);
  if (sections.length < 1 || sections.length > limits.sections) {
    throw invalid(`A list has 1 to ${limits.sections} sections, not ${sections.length}.`);
  }
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > limits.rows) {
    throw invalid(`A list has at most ${limits.rows} rows over all sections, not ${rows.length}.`);
  }
  sections.forEach((section, index) => {
    const where = `section ${index + 1}`;
    if (section.rows.length === 0) throw invalid(`Every section needs a row; ${where} has none.`);
    if (section.title !== undefined) requireText(`The title of ${where}`, section.title, limits.sectionTitle);
    else if (sections.length > 1) throw invalid(`With more than one section each needs a title; ${where} has none.`);
  });
  rows.forEach((row, index) => {
    requireText(`The title of row ${index + 1}`, row.title, limits.rowTitle);
    requireAtMost(`The description of row ${index + 1}`, row.description ?? '', limits.rowDescription);
  });
  const ids = rowIdsOf(message);
  ids.forEach((id, index) => void requireText(`The id of row ${index + 1}`, id, limits.rowId));
  requireDistinct('The ids of the rows', ids);
}

function requireText(what: string, text: string, most: number): void {
  if (text.trim() === '') throw invalid(`${what} is empty.`);
  requireAtMost(what, text, most);
}

function requireAtMost(what: string, text: string, most: number): void {
  const length = countCharacters(text);
  if (length > most) throw invalid(`${what} has ${length} characters; WhatsApp takes at most ${most}.`);
}

function requireDistinct(what: string, texts: readonly string[]): void {
  const repeated = texts.find((text, index) => texts.indexOf(text) !== index);
  if (repeated !== undefined) throw invalid(`${what} must differ; "${repeated}" is there twice.`);
}

function invalid(message: string): AppError {
  return new AppError('message.interactive_invalid', message);
}
