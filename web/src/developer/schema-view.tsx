import { Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { limitWords, resolveSchema, type Schema, type Schemas, typeWords, variantsOf } from './schema.ts';

interface Props {
  readonly schema: Schema;
  readonly schemas: Schemas;
  /** Members below this depth open by a click. */
  readonly openTo?: number;
}

/** The members of an object, each with its own below it. */
export function SchemaView({ schema, schemas, openTo = 1 }: Props) {
  const whole = resolveSchema(schema, schemas);
  const rows = membersOf(whole, schemas);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="var(--quiet)">
        {typeWords(whole, schemas)}
      </Text>
    );
  }
  return (
    <ul className="schema-rows">
      {rows.map(([name, member, isRequired]) => (
        <Row key={name} name={name} schema={member} isRequired={isRequired} schemas={schemas} openTo={openTo} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly schemas: Schemas;
  readonly openTo: number;
}

function Row({ name, schema, isRequired, schemas, openTo }: RowProps) {
  const whole = resolveSchema(schema, schemas);
  const hasMembers = membersOf(whole, schemas).length > 0;
  const [isOpen, setOpen] = useState(openTo > 0);
  const limits = limitWords(whole);
  return (
    <li className="schema-row">
      <span className="schema-name">{name}</span>{' '}
      <span className="schema-type">
        {typeWords(whole, schemas)}
        {isRequired && ', required'}
        {limits && `, ${limits}`}
      </span>
      {whole.description && <div className="prose">{whole.description}</div>}
      {whole.enum && (
        <div className="schema-type">One of {whole.enum.map((one) => JSON.stringify(one)).join(', ')}</div>
      )}
      {hasMembers && (
        <>
          <UnstyledButton
            fz="xs"
            c="var(--link)"
            td="underline"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            aria-label={`${isOpen ? 'Hide' : 'Show'} the members of ${name}`}
          >
            {isOpen ? 'Hide members' : 'Show members'}
          </UnstyledButton>
          {isOpen && <SchemaView schema={whole} schemas={schemas} openTo={openTo - 1} />}
        </>
      )}
    </li>
  );
}

/** Of a list those of its items, of several forms those of all. */
function membersOf(schema: Schema, schemas: Schemas): (readonly [name: string, schema: Schema, isRequired: boolean])[] {
  if (schema.properties) {
    return Object.entries(schema.properties).map(
      ([name, member]) => [name, member, schema.required?.includes(name) === true] as const,
    );
  }
  if (schema.items) return membersOf(resolveSchema(schema.items, schemas), schemas);
  const rows = variantsOf(schema, schemas).flatMap((one) => membersOf(one, schemas));
  return [...new Map(rows.map((row) => [row[0], row])).values()];
}
