import {
  IconAddressBook,
  IconBuildingStore,
  IconCopy,
  IconExternalLink,
  IconMessageReply,
  IconPhone,
  IconPhoneCall,
  type TablerIcon,
} from '@tabler/icons-react';
import { type TemplateContent, TemplateView } from '../ui/template-view.tsx';
import { fillText } from './fill-text.ts';
import type { Content, ContentButton, Header } from './template-queries.ts';

const kinds = ['image', 'video', 'document'] as const;

/** A template in a bubble as the phone shows it, with its samples filled in. */
export function TemplatePreview({ content, shownCard }: { content: Content; shownCard?: number }) {
  return (
    <div className="template-phone">
      <div className="bubble">
        <TemplateView template={toView(content)} {...(shownCard === undefined ? {} : { shownCard })} />
      </div>
    </div>
  );
}

function toView(content: Content): TemplateContent {
  const { header, body, footer, buttons, cards, offer, samples } = content;
  return {
    id: null,
    language: null,
    headerText: header?.format === 'TEXT' ? fillText(header.text ?? '', samples) : null,
    headerMedia: toMedia(header),
    body: fillText(body, samples) || 'The text of the message',
    footer: footer || null,
    buttons: buttons.map(toButton),
    cards: cards.map((card) => ({
      headerMedia: toMedia(card.header),
      body: fillText(card.body, samples),
      buttons: card.buttons.map(toButton),
    })),
    offer: offer ? { text: offer.text || 'Words of the offer', endsAt: null } : null,
    answered: null,
  };
}

function toMedia(header: Header | null): TemplateContent['headerMedia'] {
  const kind = kinds.find((known) => known === header?.format.toLowerCase());
  return kind ? { kind, url: header?.sample?.url ?? null } : null;
}

function toButton(button: ContentButton): TemplateContent['buttons'][number] {
  return { kind: button.kind.toUpperCase(), text: labelOf(button), value: null };
}

function labelOf({ kind, text }: ContentButton): string {
  return text || { copy_code: 'Copy offer code', otp: 'Copy code' }[kind] || 'Button';
}

export const buttonIcons: Readonly<Record<string, TablerIcon>> = {
  quick_reply: IconMessageReply,
  url: IconExternalLink,
  phone_number: IconPhone,
  voice_call: IconPhoneCall,
  catalog: IconBuildingStore,
  request_contact_info: IconAddressBook,
  copy_code: IconCopy,
  otp: IconCopy,
};
