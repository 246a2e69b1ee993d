import { readFile } from 'node:fs/promises';
import { type CompiledDocument, type ContractDocument, digestOf } from './document.ts';

/** What only the web app calls, a document for each part of it; each is served by the handlers of its name. */
export const webAppDocuments = [
  'internal',
  'inbox',
  'contacts',
  'templates',
  'campaigns',
  'developer',
  'settings',
] as const;
export type WebAppDocument = (typeof webAppDocuments)[number];

export const documentNames = ['wati-v1-v2', 'wati-v3', 'wati-webhooks', 'parley', ...webAppDocuments] as const;
export type DocumentName = (typeof documentNames)[number];

export type Contract = Readonly<Record<DocumentName, ContractDocument>>;

/**
 * Reads the OpenAPI documents of the `contract` folder. Parsing the YAML takes some 0.3 s, so the compiled copies are
 * used while they were made from exactly that YAML; an edited document is parsed afresh.
 */
export async function loadContract(): Promise<Contract> {
  const documents = await Promise.all(documentNames.map(async (name) => [name, await loadDocument(name)] as const));
  return Object.fromEntries(documents) as Record<DocumentName, ContractDocument>;
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
