// Blanks at the border of a name are cut off afterwards: in the pattern they could be read in many ways.
const variable = /\{\{([^{}]+)\}\}/g;

/** `{{attribute}}` becomes its value; one that is not known becomes nothing. */
export function fillFlowText(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(variable, (_whole, name: string) => known.get(name.trim()) ?? '');
}

/** The names of the attributes that a text names. */
export function namesInFlowText(text: string): string[] {
  return [...text.matchAll(variable)].map(([, name = '']) => name.trim());
}

/** The text with another name in the place of an attribute's. */
export function renameInFlowText(text: string, from: string, to: string): string {
  return text.replace(variable, (whole, name: string) => (name.trim() === from ? `{{${to}}}` : whole));
}
