import { readFile } from 'node:fs/promises';
import { type CompiledDocument, type ContractDocument, digestOf } from './document.ts';

export const documentNames = ['wati-v1-v2', 'wati-v3', 'wati-webhooks', 'parley', 'internal', 'inbox'] as const;
export type DocumentName = (typeof documentNames)[number];

export type Contract = Readonly<Record<DocumentName, ContractDocument>>;

/**
 * Reads the OpenAPI documents of the `contract` folder. Parsing the YAML takes some 0.3 s, so the compiled copies beside
 * the generated types are used while they were made from exactly that YAML; an edited document is parsed afresh.
 */
export async function loadContract(): Promise<Contract> {
  const [legacy, v3, webhooks, parley, internal, inbox] = await Promise.all([
    loadDocument('wati-v1-v2'),
    loadDocument('wati-v3'),
    loadDocument('wati-webhooks'),
    loadDocument('parley'),
    loadDocument('internal'),
    loadDocument('inbox'),
  ]);
  return { 'wati-v1-v2': legacy, 'wati-v3': v3, 'wati-webhooks': webhooks, parley, internal, inbox };
}

export function contractYamlUrl(name: DocumentName): URL {
  return new URL(`../../../../contract/${name}.openapi.yaml`, import.meta.url);
}

export function compiledDocumentUrl(name: DocumentName): URL {
  return new URL(`../generated/${name}.json`, import.meta.url);
}

async function loadDocument(name: DocumentName): Promise<ContractDocument> {
  const [yamlText, compiled] = await Promise.all([readFile(contractYamlUrl(name), 'utf8'), readCompiled(name)]);
  if (compiled?.digest === digestOf(yamlText)) return compiled.document;
  const { compileDocument } = await import('./compile-document.ts');
  return compileDocument(yamlText).document;
}

async function readCompiled(name: DocumentName): Promise<CompiledDocument | undefined> {
  try {
    return JSON.parse(await readFile(compiledDocumentUrl(name), 'utf8')) as CompiledDocument;
  } catch {
    // Absent or half written while it is being generated: the YAML says the same.
    return undefined;
  }
}
