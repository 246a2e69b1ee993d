import { Badge, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
import { type CallInput, firstInput, toSampleCall } from './call-input.ts';
import { CodeSample } from './code-sample.tsx';
import { ExampleTabs } from './example-tabs.tsx';
import type { ReferenceDocument, ReferenceOperation, ReferenceParameter } from './reference-queries.ts';
import { limitWords, type Schema, type Schemas, typeWords } from './schema.ts';
import { SchemaView } from './schema-view.tsx';
import { TryIt } from './try-it.tsx';

interface Props {
  readonly baseUrl: string;
  readonly document: ReferenceDocument;
  readonly operation: ReferenceOperation;
}

/** A call: what it takes and answers, code to copy, and a form to try it. */
export function OperationView({ baseUrl, document, operation }: Props) {
  const { tenant } = useSession();
  const schemas = document.schemas as Schemas;
  const [input, setInput] = useState<CallInput>(() => firstInput(operation, schemas));
  const isLegacy = operation.version === 'v1' || operation.version === 'v2';
  const prefix = isLegacy ? `/${tenant.id}` : '';
  const call = toSampleCall(operation, schemas, input, baseUrl + prefix);
  return (
    <Stack p="md" gap="md">
      <Head operation={operation} prefix={prefix} />
      <div className="reference-body">
        <Stack gap="lg">
          <Parameters parameters={operation.parameters} schemas={schemas} />
          {operation.body && <Body operation={operation} schemas={schemas} />}
          <Responses operation={operation} schemas={schemas} />
        </Stack>
        <Stack gap="lg">
          <CodeSample call={call} />
          <TryIt
            operation={operation}
            schemas={schemas}
            prefix={prefix}
            input={input}
            onChange={(part) => setInput((before) => ({ ...before, ...part }))}
          />
        </Stack>
      </div>
    </Stack>
  );
}

function Head({ operation, prefix }: { operation: ReferenceOperation; prefix: string }) {
  const { method, path, summary, description, scopes, notes } = operation;
  return (
    <Stack gap={6}>
      <Title order={1} size="h4">
        {summary || operation.id}
      </Title>
      <div className="path">
        <span className="method" data-method={method} data-writes={method === 'GET' ? undefined : true}>
          {method}
        </span>
        {prefix}
        {path}
      </div>
      {description && (
        <Text size="sm" className="prose">
          {description}
        </Text>
      )}
      <Group gap={6}>
        <Text size="xs" c="var(--quiet)">
          {scopes.length === 0 ? 'Takes every token.' : 'A token needs one of'}
        </Text>
        {scopes.map((scope) => (
          <Badge
            key={scope}
            size="sm"
            variant="outline"
            tt="none"
            styles={{ label: { color: 'var(--mantine-color-text)' } }}
          >
            {scope}
          </Badge>
        ))}
      </Group>
      {notes.map(({ name, text }) => (
        <Text key={name} size="xs" c="var(--quiet)">
          {name}: {text}
        </Text>
      ))}
    </Stack>
  );
}

const places: readonly (readonly [ReferenceParameter['in'], string])[] = [
  ['path', 'In the path'],
  ['query', 'In the query'],
  ['header', 'In a header'],
];

function Parameters({ parameters, schemas }: { parameters: readonly ReferenceParameter[]; schemas: Schemas }) {
  return places.map(([place, title]) => {
    const rows = parameters.filter((parameter) => parameter.in === place);
    if (rows.length === 0) return null;
    return (
      <section key={place} aria-label={title}>
        <Title order={2} size="h6" mb={4}>
          {title}
        </Title>
        <ul className="schema-rows">
          {rows.map(({ name, required, description, schema }) => {
            const limits = limitWords(schema as Schema);
            return (
              <li key={name} className="schema-row">
                <span className="schema-name">{name}</span>{' '}
                <span className="schema-type">
                  {typeWords(schema as Schema, schemas)}
                  {required && ', required'}
                  {limits && `, ${limits}`}
                </span>
                {description && <div className="prose">{description}</div>}
              </li>
            );
          })}
        </ul>
      </section>
    );
  });
}

function Body({ operation, schemas }: { operation: ReferenceOperation; schemas: Schemas }) {
  const contents = operation.body?.contents ?? [];
  const [chosen, setChosen] = useState(0);
  const content = contents[chosen];
  if (!content) return null;
  return (
    <section aria-label="Body">
      <Group gap="xs" mb={4}>
        <Title order={2} size="h6">
          Body{operation.body?.required ? '' : ', optional'}
        </Title>
        {contents.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label="Type of the body"
            data={contents.map(({ type }, index) => ({ value: String(index), label: shortType(type) }))}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value))}
          />
        ) : (
          <Text size="xs" c="var(--quiet)">
            {content.type}
          </Text>
        )}
      </Group>
      <SchemaView key={chosen} schema={content.schema} schemas={schemas} />
    </section>
  );
}

function Responses({ operation, schemas }: { operation: ReferenceOperation; schemas: Schemas }) {
  const [chosen, setChosen] = useState(operation.responses[0]?.status ?? '');
  const response = operation.responses.find(({ status }) => status === chosen);
  const [content] = response?.contents ?? [];
  return (
    <section aria-label="Answers">
      <Title order={2} size="h6" mb={4}>
        Answers
      </Title>
      <SegmentedControl
        size="xs"
        aria-label="Status"
        mb="xs"
        style={{ maxWidth: '100%', overflowX: 'auto' }}
        data={operation.responses.map(({ status }) => status)}
        value={chosen}
        onChange={setChosen}
      />
      {response?.description && (
        <Text size="sm" className="prose" mb="xs">
          {response.description}
        </Text>
      )}
      {content && (
        <Stack gap="sm" key={chosen}>
          {content.type.includes('json') && <ExampleTabs content={content} schemas={schemas} label={`${chosen}`} />}
          <SchemaView schema={content.schema} schemas={schemas} openTo={0} />
        </Stack>
      )}
    </section>
  );
}

function shortType(type: string): string {
  if (type.includes('json')) return 'JSON';
  return type.includes('multipart') ? 'Multipart form' : 'Form';
}
