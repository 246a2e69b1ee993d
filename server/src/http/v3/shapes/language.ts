import type { components } from '@parley/contract/wati-v3';

const englishNames = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

/** A language of Meta's with its English name: `pt_BR` is Portuguese (Brazil). One that has no name is called by its code. */
export function toLanguageOption(code: string): components['schemas']['LanguageOptionDto'] {
  const name = nameOf(code);
  return { key: name, value: code, text: `${name} (${code})` };
}

function nameOf(code: string): string {
  try {
    return englishNames.of(code.replaceAll('_', '-')) ?? code;
  } catch {
    return code;
  }
}
