import { Button, Code, FileInput, Group, Modal, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session.ts';
import { Facts } from '../ui/facts.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { bodyOf, type CallInput, faultOf, fieldsOf, isJson } from './call-input.ts';
import type { ReferenceContent, ReferenceOperation, ReferenceParameter } from './reference-queries.ts';
import type { Schema, Schemas } from './schema.ts';
import { sendTry, type TryAnswer } from './send-try.ts';

interface Props {
  readonly operation: ReferenceOperation;
  readonly schemas: Schemas;
  /** In front of the path: the tenant segment of v1 and v2. */
  readonly prefix: string;
  readonly input: CallInput;
  readonly onChange: (part: Partial<CallInput>) => void;
}

/** A form that makes the call in this workspace, with the rights of the person. Writes ask first. */
export function TryIt({ operation, schemas, prefix, input, onChange }: Props) {
  const { tenant } = useSession();
  const [fault, setFault] = useState<string | undefined>();
  const [answer, setAnswer] = useState<TryAnswer | undefined>();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);
  const isWrite = operation.method !== 'GET';
  const send = async (): Promise<void> => {
    setAsking(false);
    setBusy(true);
    try {
      setAnswer(await sendTry(operation, schemas, input, prefix, leaving.current.signal));
    } catch {
      setFault('No answer came. Check the connection and try again.');
    }
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultOf(operation, schemas, input);
    setFault(found);
    if (found) return;
    if (isWrite) setAsking(true);
    else void send();
  };
  const body = bodyOf(operation);
  const setParameter = (key: string, value: string): void =>
    onChange({ parameters: { ...input.parameters, [key]: value } });
  return (
    <section aria-label="Try it">
      <Title order={2} size="h6" mb={4}>
        Try it
      </Title>
      <form onSubmit={submit}>
        <Stack gap="xs">
          {isWrite && (
            <Text size="sm" c="var(--warn)">
              This really happens in {tenant.name}: what it sends reaches people.
            </Text>
          )}
          {operation.parameters
            .filter(({ in: place }) => place !== 'header')
            .map((parameter) => {
              const key = `${parameter.in}.${parameter.name}`;
              const value = input.parameters[key] ?? '';
              return (
                <ParameterField
                  key={key}
                  parameter={parameter}
                  value={value}
                  onChange={(next) => setParameter(key, next)}
                />
              );
            })}
          {body && <BodyFields content={body} schemas={schemas} input={input} onChange={onChange} />}
          <Refusal error={fault} mt={0} />
          <Group>
            <Button type="submit" size="xs" loading={isBusy}>
              Send {operation.method}
            </Button>
          </Group>
        </Stack>
      </form>
      {answer && <Answer answer={answer} operation={operation} />}
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={`${operation.summary || operation.id}?`}>
        <Text size="sm">
          {operation.method} {operation.path} is sent to {tenant.name} and does what a program's call would do.
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button onClick={() => void send()} data-autofocus>
            Send it
          </Button>
        </Group>
      </Modal>
    </section>
  );
}

interface FieldProps {
  readonly parameter: ReferenceParameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ParameterField({ parameter, value, onChange }: FieldProps) {
  const { name, required } = parameter;
  const schema = parameter.schema as Schema;
  const choices = schema.enum?.map(String) ?? (schema.type === 'boolean' ? ['true', 'false'] : undefined);
  if (choices) {
    return (
      <Select
        size="xs"
        label={name}
        withAsterisk={required}
        clearable
        data={choices}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      label={name}
      withAsterisk={required}
      placeholder={schema.default === undefined ? '' : String(schema.default)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface BodyProps {
  readonly content: ReferenceContent;
  readonly schemas: Schemas;
  readonly input: CallInput;
  readonly onChange: (part: Partial<CallInput>) => void;
}

function BodyFields({ content, schemas, input, onChange }: BodyProps) {
  if (isJson(content.type)) {
    return (
      <Textarea
        size="xs"
        label="Body"
        autosize
        minRows={4}
        maxRows={20}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={input.json}
        onChange={(event) => onChange({ json: event.currentTarget.value })}
      />
    );
  }
  const set = (name: string, value: string | File): void => onChange({ fields: { ...input.fields, [name]: value } });
  return fieldsOf(content, schemas).map(({ name, isFile, isRequired }) => {
    const value = input.fields[name];
    if (isFile) {
      const file = value instanceof File ? value : null;
      return (
        <FileInput
          key={name}
          size="xs"
          label={name}
          withAsterisk={isRequired}
          clearable
          placeholder="Choose a file"
          value={file}
          onChange={(next) => set(name, next ?? '')}
        />
      );
    }
    return (
      <TextInput
        key={name}
        size="xs"
        label={`${name} (body)`}
        withAsterisk={isRequired}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => set(name, event.currentTarget.value)}
      />
    );
  });
}

function Answer({ answer, operation }: { answer: TryAnswer; operation: ReferenceOperation }) {
  return (
    <Stack gap="xs" mt="md" role="status" aria-label="Answer">
      <Group gap="xs">
        <Text fw={600} c={answer.status >= 400 ? 'var(--bad)' : undefined}>
          {answer.status} {answer.statusText}
        </Text>
        <Text size="sm" c="var(--quiet)">
          in {answer.ms} ms
        </Text>
        <Link to="/developer/requests" search={{ operation: operation.id, live: true }} className="developer-anchor">
          {' '}
          In the request log
        </Link>
      </Group>
      <Facts rows={answer.headers} />
      <Code block className="code-block" tabIndex={0} aria-label="Body of the answer">
        {answer.body || 'Without a body.'}
      </Code>
    </Stack>
  );
}
