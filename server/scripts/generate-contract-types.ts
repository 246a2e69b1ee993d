import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { compileDocument } from '../src/http/contract/compile-document.ts';
import {
  compiledDocumentUrl,
  contractYamlUrl,
  type DocumentName,
  documentNames,
} from '../src/http/contract/load-contract.ts';

/**
 * Writes what is derived from the OpenAPI documents: TypeScript types, and the documents as JSON for a fast start.
 * With `--check` nothing is written: exits with 1 when a committed file differs from what would be written.
 */
const typeFiles: Readonly<Record<DocumentName, URL>> = {
  'wati-v1-v2': new URL('../src/http/generated/wati-v1-v2.ts', import.meta.url),
  'wati-v3': new URL('../src/http/generated/wati-v3.ts', import.meta.url),
  'wati-webhooks': new URL('../src/modules/webhooks/generated/wati-webhooks.ts', import.meta.url),
  parley: new URL('../src/http/generated/parley.ts', import.meta.url),
  internal: new URL('../src/http/generated/internal.ts', import.meta.url),
  inbox: new URL('../src/http/generated/inbox.ts', import.meta.url),
  contacts: new URL('../src/http/generated/contacts.ts', import.meta.url),
  templates: new URL('../src/http/generated/templates.ts', import.meta.url),
  campaigns: new URL('../src/http/generated/campaigns.ts', import.meta.url),
  developer: new URL('../src/http/generated/developer.ts', import.meta.url),
  settings: new URL('../src/http/generated/settings.ts', import.meta.url),
};

/** Copies for the web app, which imports nothing of the server. */
const webTypeFiles: Partial<Readonly<Record<DocumentName, URL>>> = {
  'wati-v3': new URL('../../web/src/api/generated/wati-v3.ts', import.meta.url),
  'wati-webhooks': new URL('../../web/src/api/generated/wati-webhooks.ts', import.meta.url),
  parley: new URL('../../web/src/api/generated/parley.ts', import.meta.url),
  internal: new URL('../../web/src/api/generated/internal.ts', import.meta.url),
  inbox: new URL('../../web/src/api/generated/inbox.ts', import.meta.url),
  contacts: new URL('../../web/src/api/generated/contacts.ts', import.meta.url),
  templates: new URL('../../web/src/api/generated/templates.ts', import.meta.url),
  campaigns: new URL('../../web/src/api/generated/campaigns.ts', import.meta.url),
  developer: new URL('../../web/src/api/generated/developer.ts', import.meta.url),
  settings: new URL('../../web/src/api/generated/settings.ts', import.meta.url),
};

const samplesFile = new URL('../src/modules/webhooks/generated/samples.ts', import.meta.url);

interface WebhookDocument {
  readonly webhooks: Record<
    string,
    { post: { requestBody: { content: Record<string, { examples?: Record<string, { value: unknown }> }> } } }
  >;
}

const header =
  '// Generated from the contract by scripts/generate-contract-types.ts. Change the contract, not this file.\n\n';

interface GeneratedFile {
  readonly url: URL;
  readonly text: string;
}

const files = (await Promise.all(documentNames.map(generate))).flat();
if (process.argv.includes('--check')) process.exitCode = reportStale(files);
else write(files);

async function generate(name: DocumentName): Promise<GeneratedFile[]> {
  const yaml = contractYamlUrl(name);
  const types = astToString(await openapiTypescript(yaml, { silent: true }));
  const compiled = compileDocument(readFileSync(yaml, 'utf8'));
  const webFile = webTypeFiles[name];
  return [
    { url: typeFiles[name], text: header + types },
    ...(webFile ? [{ url: webFile, text: header + types }] : []),
    { url: compiledDocumentUrl(name), text: `${JSON.stringify(compiled, undefined, 1)}\n` },
    ...(name === 'wati-webhooks' ? [toSamples(readFileSync(yaml, 'utf8'))] : []),
  ];
}

/** The first example of each event: what a test event says. */
function toSamples(yaml: string): GeneratedFile {
  const { webhooks } = parse(yaml) as WebhookDocument;
  const samples = Object.entries(webhooks).map(([name, { post }]) => [
    name,
    Object.values(post.requestBody.content['application/json']?.examples ?? {})[0]?.value,
  ]);
  const text = `export const webhookSamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = ${JSON.stringify(Object.fromEntries(samples), undefined, 1)};\n`;
  return { url: samplesFile, text: header + text };
}

function reportStale(files: readonly GeneratedFile[]): number {
  const stale = files.filter((file) => readIfThere(file.url) !== file.text);
  for (const file of stale) process.stderr.write(`Stale: ${nameOf(file.url)}. Run npm run types:generate.\n`);
  return stale.length === 0 ? 0 : 1;
}

function write(files: readonly GeneratedFile[]): void {
  for (const file of files) {
    mkdirSync(new URL('.', file.url), { recursive: true });
    writeFileSync(file.url, file.text);
    process.stdout.write(`Wrote ${nameOf(file.url)}\n`);
  }
}

function readIfThere(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return undefined;
  }
}

function nameOf(url: URL): string {
  return url.pathname.slice(new URL('..', import.meta.url).pathname.length);
}
