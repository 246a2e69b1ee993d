import { Autocomplete, Select, Text, TextInput } from '@mantine/core';
import { useSession } from '../session/session.ts';
import { momentOf, shownAt } from '../ui/zoned.ts';
import type { TemplateChoice, ValueSource } from './campaign-queries.ts';
import { HeaderUpload } from './header-upload.tsx';
import { isMediaKind, newSource } from './new-source.ts';

interface Props {
  readonly parameter: TemplateChoice['parameters'][number];
  readonly columns: readonly string[];
  readonly attributes: readonly string[];
  readonly value: ValueSource | undefined;
  readonly onChange: (value: ValueSource) => void;
}

const origins: Readonly<Record<ValueSource['from'], string>> = {
  upload: 'A file for all',
  text: 'The same for all',
  attribute: 'Attribute',
  column: 'Column',
};
const ofMedia: Readonly<Record<string, string>> = { text: 'An address for all' };
const titles: Readonly<Record<string, string>> = {
  image: 'picture of the header',
  video: 'video of the header',
  document: 'document of the header',
  moment: 'end of the offer',
  code: 'code of the offer',
};

/** Where the value of one variable comes from, and what stands there where that holds nothing. */
export function ValueField({ parameter, columns, attributes, value, onChange }: Props) {
  const { name, kind, isOptional } = parameter;
  const isMedia = isMediaKind(kind);
  const source = value ?? newSource(parameter);
  const change = (part: Partial<ValueSource>): void => onChange({ ...source, ...part });
  const offered = (Object.keys(origins) as ValueSource['from'][]).filter(
    (origin) => (origin !== 'column' || columns.length > 0) && (origin !== 'upload' || isMedia),
  );
  const nameOf = (origin: ValueSource['from']): string => (isMedia && ofMedia[origin]) || origins[origin];
  return (
    <fieldset className="campaign-value">
      <legend>
        <Text span size="sm" fw={600}>
          {titles[kind] ? `${name}: ${titles[kind]}` : name}
        </Text>
      </legend>
      <Select
        label="From"
        aria-label={`Where ${name} comes from`}
        allowDeselect={false}
        data={offered.map((origin) => ({ value: origin, label: nameOf(origin) }))}
        value={source.from}
        onChange={(from) => change({ from: (from ?? 'text') as ValueSource['from'], value: '' })}
      />
      <SourceField source={source} parameter={parameter} columns={columns} attributes={attributes} onChange={change} />
      {(source.from === 'attribute' || source.from === 'column') && (
        <TextInput
          label="Where that is empty"
          aria-label={`Fallback of ${name}`}
          placeholder={isOptional ? 'The code of the template' : isMedia ? 'https://' : 'Leave the person out'}
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
  const { name } = parameter;
  return (
    <>
      {source.from === 'upload' && (
        <HeaderUpload parameter={parameter} path={source.value} onChange={(value) => onChange({ value })} />
      )}
      {source.from === 'text' && <TextField source={source} parameter={parameter} onChange={onChange} />}
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

type TextProps = Pick<SourceProps, 'source' | 'parameter' | 'onChange'>;

function TextField({ source: { value }, parameter: { name, sample, kind, isOptional }, onChange }: TextProps) {
  if (kind === 'moment') return <MomentField name={name} value={value} onChange={onChange} />;
  const isMedia = isMediaKind(kind);
  return (
    <TextInput
      label={isMedia ? 'Address' : 'Text'}
      aria-label={`Text of ${name}`}
      placeholder={isMedia ? 'https://' : sample}
      description={isOptional ? 'Empty: the code of the template.' : undefined}
      value={value}
      onChange={(event) => onChange({ value: event.currentTarget.value })}
    />
  );
}

type MomentProps = { readonly name: string; readonly value: string } & Pick<SourceProps, 'onChange'>;

function MomentField({ name, value, onChange }: MomentProps) {
  const { timeZone } = useSession().tenant;
  const known = Date.parse(value);
  return (
    <TextInput
      type="datetime-local"
      label="Day and time"
      aria-label={`Day and time of ${name}`}
      description={`By the clock of the workspace (${timeZone}).`}
      value={Number.isNaN(known) ? '' : shownAt(known, timeZone)}
      onChange={(event) => {
        const moment = momentOf(event.currentTarget.value, timeZone);
        onChange({ value: Number.isNaN(moment) ? '' : new Date(moment).toISOString() });
      }}
    />
  );
}
