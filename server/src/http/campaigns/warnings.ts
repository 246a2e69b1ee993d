import type { components } from '@parley/contract/campaigns';
import { describeTemplate, toUnixMs } from '../../modules/templates/index.ts';
import type { Outlook } from './foretell.ts';

type Warning = components['schemas']['Warning'];

/** What somebody should know before the launch, the gravest first. */
export function listWarnings(outlook: Outlook): Warning[] {
  return [
    ...aboutTemplate(outlook),
    ...aboutOffer(outlook),
    ...aboutNumber(outlook),
    ...aboutMoney(outlook),
    ...aboutTime(outlook),
  ];
}

function aboutTemplate({ summary, template }: Outlook): Warning[] {
  const warnings: Warning[] = [];
  if (summary.pending === 0) {
    warnings.push({ kind: 'nobody', message: 'Nobody of this audience can be sent to.' });
  }
  if (template === undefined || template.status !== 'APPROVED') {
    const message =
      template === undefined
        ? 'The template is gone.'
        : `The template is ${template.status.toLowerCase()}: WhatsApp does not send it.`;
    warnings.push({ kind: 'template_status', message });
  } else if (template.quality === 'RED' || template.quality === 'YELLOW') {
    const word = template.quality === 'RED' ? 'low' : 'medium';
    warnings.push({
      kind: 'template_quality',
      message: `The quality of the template is ${word}: people block or report it. WhatsApp may pause it meanwhile.`,
    });
  }
  return warnings;
}

/** An end that is the same for all; those of attributes and columns are looked at by nobody. */
function aboutOffer({ summary, template, values }: Outlook): Warning[] {
  if (template === undefined) return [];
  const { offer, parameters } = describeTemplate(template);
  const name = parameters[offer?.parameterIndex ?? -1]?.name.toLowerCase();
  const end = values.find((source) => source.from === 'text' && source.name.toLowerCase() === name);
  const endsMs = end && toUnixMs(end.value);
  if (endsMs === undefined || endsMs > Date.parse(summary.startsAt)) return [];
  return [{ kind: 'offer_over', message: 'The offer has ended by the time the campaign begins. Choose a later end.' }];
}

function aboutNumber({ summary, send }: Outlook): Warning[] {
  const warnings: Warning[] = [];
  if (send?.pausedReason) {
    const message = `The number is paused: ${send.pausedReason} The campaign waits until it sends again.`;
    warnings.push({ kind: 'channel_paused', message });
  }
  const left = send?.dailyLimit === undefined ? undefined : Math.max(0, send.dailyLimit - send.reached);
  if (left !== undefined && summary.pending > left) {
    const message = `WhatsApp lets this number reach ${left} more people today. The others wait, and go out by themselves.`;
    warnings.push({ kind: 'messaging_limit', message });
  }
  return warnings;
}

function aboutMoney({ costs }: Outlook): Warning[] {
  const { wallet, cost, currency, countries } = costs;
  const warnings: Warning[] = [];
  const credit = wallet && wallet.credit + wallet.welcomeCredit;
  if (credit !== undefined && cost > credit) {
    const message = `The wallet holds ${credit} ${currency} and the campaign costs ${cost}: it cannot be launched.`;
    warnings.push({ kind: 'wallet', message });
  }
  const unpriced = countries.filter(({ price }) => price === null).map(({ country }) => country);
  if (unpriced.length > 0) {
    const message = `There is no price for ${unpriced.slice(0, 5).join(', ')}: the sum is without them.`;
    warnings.push({ kind: 'no_price', message });
  }
  return warnings;
}

function aboutTime({ summary }: Outlook): Warning[] {
  const warnings: Warning[] = [];
  if (summary.late > 0) {
    const message = `For ${people(summary.late)} that hour has passed already: they are sent to at the start.`;
    warnings.push({ kind: 'late', message });
  }
  if (summary.putOff > 0) {
    const message = `${people(summary.putOff)} in quiet hours: sent to when these end.`;
    warnings.push({ kind: 'quiet_hours', message });
  }
  return warnings;
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
