import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { facetsQuery } from './contact-queries.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly width?: number;
  readonly autoFocus?: boolean;
  readonly onChange: (name: string) => void;
}

/** The name of an attribute: one that is there, offered while typing, or a new one. */
export function AttributeNameField({ label, value, width, autoFocus = false, onChange }: Props) {
  const facets = useQuery(facetsQuery);
  const listId = useId();
  return (
    <>
      <TextInput
        size="xs"
        autoFocus={autoFocus}
        aria-label={label}
        placeholder="attribute"
        maxLength={256}
        list={listId}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...(width === undefined ? {} : { w: width })}
      />
      <datalist id={listId}>
        {facets.data?.attributes.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
