import { IconCopy, IconExternalLink, IconMessageReply, IconPhone, type TablerIcon } from '@tabler/icons-react';
import { type TemplateContent, TemplateView } from '../ui/template-view.tsx';
import { fillText } from './fill-text.ts';
import type { Content, ContentButton } from './template-queries.ts';

const kinds = ['image', 'video', 'document'] as const;

/** A template in a bubble as the phone shows it, with its samples filled in. */
export function TemplatePreview({ content, cards = 0 }: { content: Content; cards?: number }) {
  return (
    <div className="template-phone">
      <div className="bubble">
        <TemplateView template={toView(content)} />
        {cards > 0 && <span className="choice">{cards} cards</span>}
      </div>
    </div>
  );
}

function toView(content: Content): TemplateContent {
  const { header, body, footer, buttons, samples } = content;
  const kind = kinds.find((known) => known === header?.format.toLowerCase());
  return {
    id: null,
    language: null,
    headerText: header?.format === 'TEXT' ? fillText(header.text ?? '', samples) : null,
    headerMedia: kind ? { kind, url: header?.sample?.url ?? null } : null,
    body: fillText(body, samples) || 'The text of the message',
    footer: footer || null,
    buttons: buttons.map((button) => ({ kind: button.kind.toUpperCase(), text: labelOf(button), value: null })),
    answered: null,
  };
}

function labelOf({ kind, text }: ContentButton): string {
  return text || { copy_code: 'Copy offer code', otp: 'Copy code' }[kind] || 'Button';
}

export const buttonIcons: Readonly<Record<string, TablerIcon>> = {
  quick_reply: IconMessageReply,
  url: IconExternalLink,
  phone_number: IconPhone,
  copy_code: IconCopy,
  otp: IconCopy,
};
