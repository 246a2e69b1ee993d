import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contractYamlUrl, loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations } from '../src/http/contract/operations.ts';
import { compileReference, referenceNames } from '../src/http/reference/compile-reference.ts';
import { referenceUrl } from '../src/http/reference/serve-reference.ts';

/** Writes what the web app's reference shows of the public documents. The build of the web app runs it where they changed. */
const operations = listOperations(await loadContract());
const documents = referenceNames.map((name) =>
  compileReference(name, readFileSync(contractYamlUrl(name), 'utf8'), operations),
);
const path = fileURLToPath(referenceUrl);
mkdirSync(new URL('.', referenceUrl), { recursive: true });
// Whoever reads it meanwhile finds the old one or the new one, whole.
const temporary = `${path}.${process.pid}`;
writeFileSync(temporary, JSON.stringify(documents));
renameSync(temporary, path);
