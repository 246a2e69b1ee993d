import { Anchor, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { TemplateContent } from './template-view.tsx';

interface Choices {
  readonly buttons: TemplateContent['buttons'];
  readonly answered: string | null;
}

export function ChoiceList({ buttons, answered }: Choices) {
  return buttons.map((button, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place alone
    <span key={place} className="choice" data-chosen={button.text === answered || undefined}>
      {button.text || (button.kind === 'COPY_CODE' ? 'Copy offer code' : '')}
    </span>
  ));
}

/** A picture of another host is linked, not loaded: the page asks no host but its own. */
export function TemplateHeader({ media }: { media: NonNullable<TemplateContent['headerMedia']> }) {
  const { url, kind } = media;
  if (url?.startsWith('/') && kind === 'image') {
    return <img src={url} alt="" style={{ width: '100%', maxHeight: 200, objectFit: 'cover', borderRadius: 8 }} />;
  }
  const label = { image: 'Picture', video: 'Video', document: 'Document' }[kind];
  return url ? (
    <Anchor href={url} target="_blank" rel="noreferrer noopener" c="inherit" underline="always" display="block">
      <IconFile size={15} aria-hidden /> {label}
    </Anchor>
  ) : (
    <Text size="sm">{label}</Text>
  );
}
