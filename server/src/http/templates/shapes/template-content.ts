import type { components } from '@parley/contract/templates';
import type { ContentButton, TemplateContent } from '../../../modules/templates/index.ts';

type Schemas = components['schemas'];

/** The content as the verbs take it: what is null or blank is not there. */
export function fromContent(given: Schemas['TemplateContent']): TemplateContent {
  const { body, footer, buttons, cards, offer, expiryMinutes, securityAdvice, trackClicks, samples } = given;
  return {
    header: fromHeader(given.header),
    body,
    footer: textOf(footer),
    buttons: buttons.map(fromButton),
    cards: cards.map((card) => ({
      header: fromHeader(card.header),
      body: card.body.trim() === '' ? '' : card.body,
      buttons: card.buttons.map(fromButton),
    })),
    offer: offer ?? undefined,
    expiryMinutes: expiryMinutes ?? undefined,
    securityAdvice,
    trackClicks,
    samples,
  };
}

function fromButton(button: Schemas['TemplateButton']): ContentButton {
  const { kind, text, url, phoneNumber, offerCode, flowId, flowAction, navigateScreen } = button;
  return {
    kind,
    text: text || undefined,
    url: url?.trim() || undefined,
    urlParameter: undefined,
    phoneNumber: textOf(phoneNumber),
    offerCode: textOf(offerCode),
    flowId: textOf(flowId),
    flowAction: textOf(flowAction),
    navigateScreen: textOf(navigateScreen),
  };
}

function fromHeader(header: Schemas['TemplateHeader'] | null): TemplateContent['header'] {
  if (header === null) return undefined;
  const { sample } = header;
  const format = header.format.trim().toUpperCase();
  return {
    format,
    text: header.text ?? undefined,
    sample:
      sample === null || (sample.handle === null && sample.link === null)
        ? undefined
        : {
            link: sample.link,
            handle: sample.handle,
            fileName: sample.fileName,
            ...(sample.mediaId && sample.path ? { mediaId: sample.mediaId, path: sample.path } : {}),
          },
    parameter: textOf(header.parameter),
  };
}

function textOf(text: string | null): string | undefined {
  return text?.trim() ? text : undefined;
}
