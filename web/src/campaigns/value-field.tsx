import { Autocomplete, Select, Text, TextInput } from '@mantine/core';
import type { TemplateChoice, ValueSource } from './campaign-queries.ts';

interface Props {
  readonly parameter: TemplateChoice['parameters'][number];
  readonly columns: readonly string[];
  readonly attributes: readonly string[];
  readonly value: ValueSource | undefined;
  readonly onChange: (value: ValueSource) => void;
}

const kinds = {
  text: 'The same for all',
  attribute: 'Attribute',
  column: 'Column',
} as const;

/** Where the value of one variable comes from, and what stands there where that holds nothing. */
export function ValueField({ parameter, columns, attributes, value, onChange }: Props) {
  const { name, isMedia } = parameter;
  const source = value ?? { name, from: 'text' as const, value: '', fallback: '' };
  const change = (part: Partial<ValueSource>): void => onChange({ ...source, ...part });
  const offered = (Object.keys(kinds) as ValueSource['from'][]).filter(
    (kind) => kind !== 'column' || columns.length > 0,
  );
  return (
    <fieldset className="campaign-value">
      <legend>
        <Text span size="sm" fw={600}>
          {isMedia ? `${name}: address of the file` : name}
        </Text>
      </legend>
      <Select
        label="From"
        aria-label={`Where ${name} comes from`}
        allowDeselect={false}
        data={offered.map((kind) => ({ value: kind, label: kinds[kind] }))}
        value={source.from}
        onChange={(from) => change({ from: (from ?? 'text') as ValueSource['from'], value: '' })}
      />
      <SourceField source={source} parameter={parameter} columns={columns} attributes={attributes} onChange={change} />
      {source.from !== 'text' && (
        <TextInput
          label="Where that is empty"
          aria-label={`Fallback of ${name}`}
          placeholder="Leave the person out"
          value={source.fallback}
          onChange={(event) => change({ fallback: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}

interface SourceProps {
  readonly source: ValueSource;
  readonly parameter: Props['parameter'];
  readonly columns: readonly string[];
  readonly attributes: readonly string[];
  readonly onChange: (part: Partial<ValueSource>) => void;
}

function SourceField({ source, parameter, columns, attributes, onChange }: SourceProps) {
  const { name, sample, isMedia } = parameter;
  return (
    <>
      {source.from === 'text' && (
        <TextInput
          label="Text"
          aria-label={`Text of ${name}`}
          placeholder={isMedia ? 'https://' : sample}
          value={source.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
      {source.from === 'attribute' && (
        <Autocomplete
          label="Attribute"
          aria-label={`Attribute for ${name}`}
          data={[...attributes]}
          value={source.value}
          onChange={(attribute) => onChange({ value: attribute })}
        />
      )}
      {source.from === 'column' && (
        <Select
          label="Column"
          aria-label={`Column for ${name}`}
          data={[...columns]}
          value={source.value || null}
          onChange={(column) => onChange({ value: column ?? '' })}
        />
      )}
    </>
  );
}
