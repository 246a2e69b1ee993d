/** What people read about templates. */

interface StateWords {
  readonly label: string;
  /** good, wait, bad or quiet: the colour of its mark. */
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet';
  /** What it means, and what to do. */
  readonly help: string;
}

const states: Readonly<Record<string, StateWords>> = {
  DRAFT: { label: 'Draft', tone: 'quiet', help: 'WhatsApp does not know it yet. Submit it to have it reviewed.' },
  PENDING: {
    label: 'In review',
    tone: 'wait',
    help: 'WhatsApp reviews it: mostly within minutes, at times up to 24 hours. This page shows the answer by itself.',
  },
  APPROVED: { label: 'Approved', tone: 'good', help: 'It can be sent.' },
  REJECTED: { label: 'Rejected', tone: 'bad', help: 'It can not be sent. Correct it and submit it again.' },
  PAUSED: {
    label: 'Paused',
    tone: 'bad',
    help: 'Too many customers blocked or reported it, so WhatsApp paused it: for 3 hours, then 6; the third time it is disabled. Change the text, and send it only to people who expect it.',
  },
  DISABLED: {
    label: 'Disabled',
    tone: 'bad',
    help: 'WhatsApp disabled it for good, after repeated complaints or a breach of its policies. Make a new template.',
  },
  DELETED: { label: 'Deleted', tone: 'quiet', help: 'It is gone. Its name stays taken in this language.' },
  IN_APPEAL: { label: 'In appeal', tone: 'wait', help: 'WhatsApp looks at your appeal.' },
  PENDING_DELETION: { label: 'Being deleted', tone: 'wait', help: 'WhatsApp is deleting it.' },
  LIMIT_EXCEEDED: {
    label: 'Over the limit',
    tone: 'bad',
    help: 'The account has as many templates as WhatsApp allows. Delete some.',
  },
};

export function stateOf(status: string): StateWords {
  return states[status] ?? { label: sentence(status), tone: 'quiet', help: '' };
}

/** States in the order in which people look for them. */
export const stateOrder = ['DRAFT', 'PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'DELETED'];

/** Meta's words for a rejection: why, and what to do. */
const rejections: Readonly<Record<string, string>> = {
  ABUSIVE_CONTENT: 'WhatsApp found the content abusive or threatening. Write it in a neutral tone.',
  CATEGORY_NOT_AVAILABLE: 'This category is not open to the account. Choose another category.',
  INCORRECT_CATEGORY:
    'It is in the wrong category: what promotes something is marketing. Change the category or the text.',
  INVALID_FORMAT:
    'A variable is in a wrong place, has no telling sample, or the format is broken. Check variables and samples.',
  NONE: 'WhatsApp gave no reason. Check the text against its rules, and submit it again.',
  PROMOTIONAL: 'It promotes something in a category that allows none. Make it a marketing template.',
  SCAM: 'WhatsApp took it for a fraud. Say plainly who you are, and ask for nothing secret.',
  TAG_CONTENT_MISMATCH: 'Language or category do not fit the text. Choose those of the text.',
};

export function rejectionOf(reason: string | null): string {
  return rejections[reason ?? 'NONE'] ?? `WhatsApp says: ${sentence(reason ?? '')}.`;
}

export const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;

export const categoryHelp: Readonly<Record<string, string>> = {
  MARKETING: 'Offers, news, invitations: all that is not strictly asked for. Customers can stop it.',
  UTILITY: 'About something the customer did or asked for: an order, an appointment, an account.',
  AUTHENTICATION: 'One-time codes. WhatsApp writes the text.',
};

export const qualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;

export const qualityWords: Readonly<Record<string, { label: string; help: string }>> = {
  GREEN: { label: 'High quality', help: 'Customers seldom block or report it.' },
  YELLOW: { label: 'Medium quality', help: 'Some customers block or report it. Watch it.' },
  RED: { label: 'Low quality', help: 'Many customers block or report it. WhatsApp may pause it soon.' },
  UNKNOWN: { label: 'Not rated yet', help: 'WhatsApp rates a template once it was sent often enough.' },
};

export function qualityOf(quality: string): { label: string; help: string } {
  return qualityWords[quality] ?? { label: sentence(quality), help: '' };
}

/** Marketing, of MARKETING; Sub category, of SUB_CATEGORY. */
export function sentence(word: string): string {
  const plain = word.replaceAll('_', ' ').toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Portuguese (Brazil), of pt_BR. */
export function languageName(code: string): string {
  try {
    return (
      new Intl.DisplayNames(undefined, { type: 'language', languageDisplay: 'standard' }).of(code.replace('_', '-')) ??
      code
    );
  } catch {
    return code;
  }
}
