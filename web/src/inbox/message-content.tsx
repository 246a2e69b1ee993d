import { Anchor, Text } from '@mantine/core';
import { IconFile, IconMapPin, IconUser } from '@tabler/icons-react';
import type { Media, MessageItem } from '../api/types.ts';
import { RichText } from '../ui/rich-text.tsx';
import { sizeOf } from '../ui/size-of.ts';
import { TemplateView } from '../ui/template-view.tsx';

type Interactive = NonNullable<MessageItem['interactive']>;

/** The inside of a bubble, by kind. What is not known is named rather than hidden. */
export function MessageContent({ message }: { message: MessageItem }) {
  const { media, location, contacts, interactive, template, order, referral, answer, text } = message;
  const isEmpty = !media && !location && contacts.length === 0 && !interactive && !template && order.length === 0;
  return (
    <>
      {referral && (
        <span className="quote">From an ad: {referral.headline ?? referral.sourceUrl ?? referral.sourceType}</span>
      )}
      {media && <MediaView media={media} isVoice={message.isVoice} />}
      {location && (
        <Anchor
          href={`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}`}
          target="_blank"
          rel="noreferrer noopener"
          c="inherit"
        >
          <IconMapPin size={15} aria-hidden /> {location.name ?? `${location.latitude}, ${location.longitude}`}
          {location.address && <Text size="xs">{location.address}</Text>}
        </Anchor>
      )}
      {contacts.map((contact) => (
        <div key={contact.name + contact.phones.join()}>
          <IconUser size={15} aria-hidden /> <strong>{contact.name}</strong>
          <Text size="xs">{[...contact.phones, ...contact.emails].join(', ')}</Text>
        </div>
      ))}
      {order.map((item) => (
        <div key={item.productId}>
          {item.quantity} × {item.productId}, {item.price} {item.currency}
        </div>
      ))}
      {interactive && <InteractiveView interactive={interactive} />}
      {template && <TemplateView template={template} name={template.name} />}
      {answer && (
        <span className="choice" data-chosen="true">
          {answer.title}
        </span>
      )}
      {text && !interactive && !template && text !== answer?.title && text !== media?.fileName && (
        <RichText text={text} />
      )}
      {isEmpty && !text && !answer && (
        <Text size="sm" fs="italic" c="var(--quiet)">
          {message.type === 'unsupported'
            ? 'WhatsApp could not pass this message on.'
            : `A message of the kind ${message.type}`}
        </Text>
      )}
    </>
  );
}

function MediaView({ media, isVoice }: { media: Media; isVoice: boolean }) {
  const name = media.fileName ?? (isVoice ? 'Voice message' : media.kind);
  if (media.state === 'lost') return <Text size="sm">The file {name} is no longer kept.</Text>;
  if (media.state === 'pending') return <Text size="sm">Fetching {name} …</Text>;
  switch (media.kind) {
    case 'image':
    case 'sticker':
      return (
        <a href={media.url} target="_blank" rel="noreferrer">
          <img
            src={media.url}
            alt={name}
            loading="lazy"
            style={{ display: 'block', maxWidth: '100%', maxHeight: 280, minHeight: 40, borderRadius: 8 }}
          />
        </a>
      );
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: the customer sends no captions
        <video src={media.url} controls preload="metadata" style={{ maxWidth: '100%', maxHeight: 280 }} />
      );
    case 'audio':
      return (
        // biome-ignore lint/a11y/useMediaCaption: the customer sends no captions
        <audio src={media.url} controls preload="metadata" aria-label={name} style={{ maxWidth: '100%' }} />
      );
    default:
      return (
        <a className="file-link" href={media.url} download={media.fileName ?? true}>
          <IconFile size={24} aria-hidden />
          <span>
            <b>{name}</b>
            {media.sizeBytes !== null && <small>{sizeOf(media.sizeBytes)}</small>}
          </span>
        </a>
      );
  }
}

function InteractiveView({ interactive }: { interactive: Interactive }) {
  const { header, body, footer, button, url, choices, answeredId } = interactive;
  return (
    <div>
      {header && <strong>{header}</strong>}
      {body && <RichText text={body} />}
      {footer && (
        <Text size="xs" c="var(--quiet)">
          {footer}
        </Text>
      )}
      {button && <span className="choice">{url ? `${button}: ${url}` : button}</span>}
      {choices.map((choice) => (
        <span key={choice.id} className="choice" data-chosen={choice.id === answeredId || undefined}>
          {choice.title}
          {choice.description && (
            <Text size="xs" c="var(--quiet)">
              {choice.description}
            </Text>
          )}
        </span>
      ))}
    </div>
  );
}
