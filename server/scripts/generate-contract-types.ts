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
 * Writes what is derived from the OpenAPI documents: TypeScript types for server and web app (`@parley/contract`), and the
 * documents as JSON for a fast start. With `--check` nothing is written: exits with 1 when a committed file differs from
 * what would be written.
 */
const samplesFile = new URL('../src/modules/webhooks/generated/samples.ts', import.meta.url);

interface WebhookDocument {
  readonly webhooks: Record<
    string,
    { post: { requestBody: { content: Record<string, { examples?: Record<string, { value: unknown }> }> } } }
  >;
}

const header =
  '// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.\n\n';

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
  return [
    { url: new URL(`../../contract/generated/${name}.ts`, import.meta.url), text: header + types },
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
  return url.pathname.slice(new URL('../..', import.meta.url).pathname.length);
}
