import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const contract = (name: string): string => readFileSync(new URL(`../../contract/${name}`, import.meta.url), 'utf8');

export interface ErrorRow {
  readonly code: number;
  readonly httpStatus: number;
  readonly verdict: 'retry' | 'wait' | 'fix' | 'drop';
  readonly pauses: boolean;
}

/** The table of error codes of cloud-api-behaviour.md, section 5, a row per code. */
export function readErrorTable(): ErrorRow[] {
  const text = contract('cloud-api-behaviour.md');
  const section = text.slice(text.indexOf('\n## 5.'), text.indexOf('\n## 6.'));
  const rows = section.split('\n').filter((line) => /^\| \d/.test(line));
  return rows.flatMap((line) => {
    const [, codes = '', status = '', , verdicts = ''] = line.split('|').map((cell) => cell.trim());
    const each = verdicts.split(' / ');
    return expandCodes(codes).map((code, index) => {
      const words = each[index] ?? verdicts;
      const httpStatus = Number.parseInt(status, 10);
      return { code, httpStatus, verdict: toKind(words), pauses: /; pause(?! marketing)/.test(words) };
    });
  });
}

/** Every example body of a webhook in cloud-api.openapi.yaml. */
export function readWebhookExamples(): { name: string; body: unknown }[] {
  const { webhooks } = parse(contract('cloud-api.openapi.yaml')) as { webhooks: Record<string, WebhookPath> };
  return Object.entries(webhooks).flatMap(([field, path]) =>
    Object.entries(path.post?.requestBody.content['application/json'].examples ?? {}).map(([name, { value }]) => ({
      name: `${field}: ${name}`,
      body: value,
    })),
  );
}

interface WebhookPath {
  post?: { requestBody: { content: { 'application/json': { examples?: Record<string, { value: unknown }> } } } };
}

function expandCodes(cell: string): number[] {
  return cell.split(/ \/ |, /).flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

function toKind(words: string): ErrorRow['verdict'] {
  if (words.startsWith('now+')) return 'retry';
  if (words.startsWith('wait')) return 'wait';
  if (words.startsWith('drop') || words.startsWith('treat as done')) return 'drop';
  if (/^(fix|ask the user|restart)/.test(words)) return 'fix';
  throw new Error(`Unknown verdict in the contract: ${words}`);
}
