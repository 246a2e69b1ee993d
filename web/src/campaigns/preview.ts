import type { RecipientFile, TemplateChoice, ValueSource } from './campaign-queries.ts';

type Content = TemplateChoice['preview'];

/** The template with values in place, as far as they are known before the dry run. */
export function toPreview(
  { preview }: TemplateChoice,
  values: readonly ValueSource[],
  file: RecipientFile | undefined,
): Content {
  const knownOf = (name: string): string | undefined => {
    const source = values.find((value) => value.name === name);
    return source && sampleOf(source, file);
  };
  const fill = (text: string): string =>
    text.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => knownOf(name) || whole);
  return {
    ...preview,
    headerText: preview.headerText === null ? null : fill(preview.headerText),
    body: fill(preview.body),
  };
}

function sampleOf({ from, value, fallback }: ValueSource, file: RecipientFile | undefined): string {
  if (from === 'text') return value;
  if (from === 'attribute') return fallback;
  const place = file?.columns.indexOf(value) ?? -1;
  return file?.samples[0]?.[place] || fallback;
}
