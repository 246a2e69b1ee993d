import { parameterText, replaceVariables, variablesOf, wrongCount, wrongFormat } from './fill-text.ts';
import { GraphError } from './graph-errors.ts';
import { isJsonObject, type JsonObject, listOrEmpty, objectOrEmpty, textOrUndefined } from './json-value.ts';

/** A template button as the phone shows it. */
export type FilledButton = JsonObject;

/** Rule 2.14: a one-time code. */
const maxCode = 15;

/** What `sub_type` must be for a button type of the template; types that are not listed are not compared. */
const subTypeOf: Readonly<Record<string, string>> = {
  URL: 'url',
  OTP: 'url',
  QUICK_REPLY: 'quick_reply',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'mpm',
  ORDER_DETAILS: 'order_details',
  VOICE_CALL: 'voice_call',
};

/** Fills the buttons of a template with the button components of a send. */
export function fillButtons(
  buttons: readonly JsonObject[],
  sent: readonly JsonObject[],
  isAuthentication: boolean,
): FilledButton[] {
  const byIndex = new Map<number, JsonObject>();
  for (const component of sent) {
    const index = Number(component.index);
    const button = buttons[index];
    if (!Number.isInteger(index) || !button) {
      throw new GraphError(132018, `buttons: There is no button at index ${String(component.index)}`);
    }
    if (byIndex.has(index)) throw new GraphError(132018, `buttons: The button at index ${index} is given twice`);
    checkSubType(button, component, index);
    byIndex.set(index, component);
  }
  return buttons.map((button, index) => fillButton(button, byIndex.get(index), index, isAuthentication));
}

function checkSubType(button: JsonObject, component: JsonObject, index: number): void {
  const expected = subTypeOf[typeOf(button)];
  const given = String(component.sub_type ?? '').toLowerCase();
  if (expected && given !== expected) throw wrongFormat(`buttons: Button at index ${index}`, expected, given);
}

function fillButton(
  button: JsonObject,
  component: JsonObject | undefined,
  index: number,
  isAuthentication: boolean,
): FilledButton {
  const parameters = listOrEmpty(component?.parameters).map(objectOrEmpty);
  const where = `buttons: Button at index ${index}`;
  const shown = { type: typeOf(button), text: button.text };
  switch (typeOf(button)) {
    case 'URL':
      return { ...shown, url: fillUrl(button, parameters, where, isAuthentication) };
    case 'OTP':
      return { ...shown, code: codeOf(parameters, where) };
    case 'COPY_CODE': {
      const code = textOrUndefined(parameters[0]?.coupon_code);
      if (!code) throw new GraphError(131008, `${where} of type copy_code requires a parameter`);
      return { ...shown, coupon_code: code };
    }
    case 'QUICK_REPLY':
      return { ...shown, payload: textOrUndefined(parameters[0]?.payload) ?? button.text };
    case 'PHONE_NUMBER':
      return { ...shown, phone_number: button.phone_number };
    default:
      return { ...shown, ...(isJsonObject(parameters[0]) ? { parameter: parameters[0] } : {}) };
  }
}

function fillUrl(
  button: JsonObject,
  parameters: readonly JsonObject[],
  where: string,
  isAuthentication: boolean,
): string {
  const url = textOrUndefined(button.url) ?? '';
  const [variable] = variablesOf(url);
  if (variable === undefined) {
    if (parameters.length > 0) throw wrongCount(where, parameters.length, 0);
    return url;
  }
  const value = isAuthentication ? codeOf(parameters, where) : suffixOf(parameters, where);
  return replaceVariables(url, new Map([[variable, value]]));
}

function suffixOf(parameters: readonly JsonObject[], where: string): string {
  const [parameter] = parameters;
  if (!parameter) throw new GraphError(131008, `${where} of type Url requires a parameter`);
  if (parameters.length > 1) throw wrongCount(where, parameters.length, 1);
  return parameterText(parameter, where);
}

function codeOf(parameters: readonly JsonObject[], where: string): string {
  const code = suffixOf(parameters, where);
  if (code.length > maxCode) throw new GraphError(132018, `${where}: a code has at most ${maxCode} characters`);
  return code;
}

function typeOf(button: JsonObject): string {
  return String(button.type ?? '').toUpperCase();
}
