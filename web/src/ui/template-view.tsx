import { Anchor, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { MessageItem } from '../api/types.ts';

export type TemplateContent = Omit<NonNullable<MessageItem['template']>, 'name'>;

/** A filled template, as the phone shows it; to be put into a bubble (class `bubble`). */
export function TemplateView({ template, name }: { template: TemplateContent; name?: string }) {
  const { headerText, headerMedia, body, footer, buttons, answered } = template;
  return (
    <div>
      {headerMedia && <TemplateHeader media={headerMedia} />}
      {headerText && <strong>{headerText}</strong>}
      <div className="bubble-text">{body}</div>
      {footer && (
        <Text size="xs" c="var(--quiet)">
          {footer}
        </Text>
      )}
      {buttons.map((button) => (
        <span key={button.text} className="choice" data-chosen={button.text === answered || undefined}>
          {button.text}
        </span>
      ))}
      {name && (
        <Text size="xs" c="var(--quiet)" mt={2}>
          Template {name}
        </Text>
      )}
    </div>
  );
}

/** A picture of another host is linked, not loaded: the page asks no host but its own. */
function TemplateHeader({ media }: { media: NonNullable<TemplateContent['headerMedia']> }) {
  const { url, kind } = media;
  if (url?.startsWith('/') && kind === 'image') {
    return <img src={url} alt="" style={{ maxWidth: '100%', maxHeight: 200, borderRadius: 8 }} />;
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
