import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconHelpCircle } from '@tabler/icons-react';
import type { MessageState } from '../api/types.ts';
import { stateWords } from './message-words.ts';

/** How far a message of ours has come. */
export function Tick({ state }: { state: MessageState }) {
  const common = { size: 15, role: 'img', 'aria-label': stateWords[state], style: { flex: 'none' } } as const;
  switch (state) {
    case 'received':
      return null;
    case 'queued':
      return <IconClock {...common} />;
    case 'unconfirmed':
      return <IconHelpCircle {...common} color="var(--warn)" />;
    case 'sent':
      return <IconCheck {...common} />;
    case 'delivered':
      return <IconChecks {...common} />;
    case 'failed':
      return <IconAlertTriangle {...common} color="var(--bad)" />;
    default:
      return <IconChecks {...common} className="tick-read" />;
  }
}
