const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard', fallback: 'none' });

/** The English name of Meta's language code (`pt_BR`: Portuguese (Brazil)); the code itself when it has none. */
export function toLanguageName(code: string): string {
  try {
    return names.of(code.replaceAll('_', '-')) ?? code;
  } catch {
    // No language tag at all.
    return code;
  }
}
