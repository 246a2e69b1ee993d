import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { changeFilter } from '../ui/change-filter.ts';
import type { TemplatePage } from './template-queries.ts';
import type { GallerySearch } from './template-search.ts';
import { categories, languageName, qualities, qualityOf, sentence, stateOf, stateOrder } from './template-words.ts';

/** Search and filters, all of them in the address. */
export function TemplateFilters({ search, page }: { search: GallerySearch; page: TemplatePage | undefined }) {
  const navigate = useNavigate();
  const change = (part: Partial<Record<keyof GallerySearch, string | null>>): void => {
    void navigate({ to: '/templates', search: changeFilter(search, part), replace: true });
  };
  return (
    <search className="template-filters" aria-label="Filter templates">
      <SearchField value={search.q ?? ''} onSearch={(q) => change({ q })} />
      <Select
        aria-label="State"
        placeholder="Any state"
        clearable
        data={statesOf(page)}
        value={search.status ?? null}
        onChange={(status) => change({ status })}
      />
      <Select
        aria-label="Language"
        placeholder="Any language"
        clearable
        searchable
        data={languagesOf(page, search.language)}
        value={search.language ?? null}
        onChange={(language) => change({ language })}
      />
      <Select
        aria-label="Category"
        placeholder="Any category"
        clearable
        data={categories.map((value) => ({ value, label: sentence(value) }))}
        value={search.category ?? null}
        onChange={(category) => change({ category })}
      />
      <Select
        aria-label="Quality"
        placeholder="Any quality"
        clearable
        data={qualities.map((value) => ({ value, label: qualityOf(value).label }))}
        value={search.quality ?? null}
        onChange={(quality) => change({ quality })}
      />
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" c="var(--link)" onClick={() => void navigate({ to: '/templates', search: {} })}>
          Clear
        </Button>
      )}
    </search>
  );
}

function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const search = useDebouncedCallback(onSearch, 250);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      aria-label="Search templates"
      placeholder="Search names and texts"
      leftSection={<IconSearch size={16} />}
      className="template-search"
      maxLength={200}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}

function statesOf(page: TemplatePage | undefined): { value: string; label: string }[] {
  const counted = new Map((page?.statuses ?? []).map(({ value, count }) => [value, count]));
  const others = [...counted.keys()].filter((value) => !stateOrder.includes(value));
  return [...stateOrder, ...others].map((value) => ({
    value,
    label: `${stateOf(value).label} (${counted.get(value) ?? 0})`,
  }));
}

function languagesOf(page: TemplatePage | undefined, chosen: string | undefined): { value: string; label: string }[] {
  const there = (page?.languages ?? []).map(({ value, count }) => ({
    value,
    label: `${languageName(value)} (${count})`,
  }));
  if (chosen === undefined || there.some(({ value }) => value === chosen)) return there;
  return [...there, { value: chosen, label: languageName(chosen) }];
}
