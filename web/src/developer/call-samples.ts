/** A call as programs make it. */
export interface SampleCall {
  readonly method: string;
  readonly url: string;
  /** A JSON text. */
  readonly json?: string | undefined;
  readonly form?: readonly { readonly name: string; readonly value: string; readonly isFile: boolean }[] | undefined;
}

export const languages = ['curl', 'JavaScript', 'Python'] as const;
export type Language = (typeof languages)[number];

/** The call in a language, with `$TOKEN` in the place of the token. */
export function writeSample(language: Language, call: SampleCall): string {
  if (language === 'curl') return toCurl(call);
  return language === 'JavaScript' ? toJavaScript(call) : toPython(call);
}

export function toCurl({ method, url, json, form }: SampleCall): string {
  const parts = [`curl${method === 'GET' ? '' : ` -X ${method}`} ${shell(url)}`, '-H "Authorization: Bearer $TOKEN"'];
  if (json !== undefined) parts.push("-H 'Content-Type: application/json'", `-d ${shell(json)}`);
  for (const { name, value, isFile } of form ?? []) parts.push(`-F ${shell(`${name}=${isFile ? '@' : ''}${value}`)}`);
  return parts.join(' \\\n  ');
}

function toJavaScript({ method, url, json, form }: SampleCall): string {
  const head: string[] = [];
  const options = [`  method: '${method}',`];
  const headers = [`Authorization: \`Bearer \${process.env.TOKEN}\``];
  if (json !== undefined) {
    headers.push(`'Content-Type': 'application/json'`);
    options.push(`  body: JSON.stringify(${indent(json, '  ')}),`);
  }
  if (form) {
    head.push('const form = new FormData();');
    for (const { name, value, isFile } of form) {
      const content = isFile ? `new Blob([await readFile('${value}')]), '${value}'` : `'${value}'`;
      head.push(`form.set('${name}', ${content});`);
    }
    options.push('  body: form,');
  }
  options.splice(1, 0, `  headers: { ${headers.join(', ')} },`);
  const call = [`const response = await fetch('${url}', {`, ...options, '});', 'console.log(await response.json());'];
  const imports = form?.some(({ isFile }) => isFile) ? ["import { readFile } from 'node:fs/promises';", ''] : [];
  return [...imports, ...head, ...call].join('\n');
}

function toPython({ method, url, json, form }: SampleCall): string {
  const lines = [
    'import os, requests',
    '',
    `response = requests.request(`,
    `    "${method}",`,
    `    ${JSON.stringify(url)},`,
  ];
  lines.push(`    headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},`);
  if (json !== undefined) lines.push(`    json=${indent(pythonJson(json), '    ')},`);
  const fields = form?.filter(({ isFile }) => !isFile) ?? [];
  const files = form?.filter(({ isFile }) => isFile) ?? [];
  const pairs = (list: typeof fields, write: (value: string) => string): string =>
    list.map(({ name, value }) => `"${name}": ${write(value)}`).join(', ');
  if (fields.length > 0) lines.push(`    data={${pairs(fields, (value) => JSON.stringify(value))}},`);
  if (files.length > 0) lines.push(`    files={${pairs(files, (value) => `open("${value}", "rb")`)}},`);
  return [...lines, ')', 'print(response.json())'].join('\n');
}

function pythonJson(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\b(true|false|null)\b/g, (all, text: string | undefined, word: string) => {
    if (text !== undefined) return all;
    return { true: 'True', false: 'False', null: 'None' }[word] ?? all;
  });
}

function indent(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}

function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
