import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDeviceMobile, IconUserCircle } from '@tabler/icons-react';
import { useSession } from '../session/session.ts';
import type { InboxSearch } from './inbox-search.ts';

interface Props {
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

/** Where contact and phone stand side by side without squeezing the thread; narrow.css knows the same width. */
const roomForBoth = '(min-width: 1460px)';

/** Opens and closes what stands beside the thread: the contact and, beside the simulator, the phone. One where two have no room. */
export function PaneToggles({ search, onSearch }: Props) {
  const { simulator } = useSession();
  const hasRoom = useMediaQuery(roomForBoth, true, { getInitialValueInEffect: false });
  const isPhoneOpen = search.phone === true;
  const isPanelOpen = search.panel === true && (hasRoom || !(isPhoneOpen && simulator));
  const other = (name: 'panel' | 'phone'): Partial<InboxSearch> => (hasRoom ? {} : { [name]: undefined });
  return (
    <>
      <Tooltip label="Contact">
        <ActionIcon
          variant={isPanelOpen ? 'light' : 'default'}
          size={30}
          aria-label="Contact"
          aria-pressed={isPanelOpen}
          onClick={() => onSearch(isPanelOpen ? { panel: undefined } : { panel: true, ...other('phone') })}
        >
          <IconUserCircle size={18} />
        </ActionIcon>
      </Tooltip>
      {simulator && (
        <Tooltip label="The customer's phone">
          <ActionIcon
            variant={isPhoneOpen ? 'light' : 'default'}
            size={30}
            aria-label="The customer's phone"
            aria-pressed={isPhoneOpen}
            onClick={() => onSearch(isPhoneOpen ? { phone: undefined } : { phone: true, ...other('panel') })}
          >
            <IconDeviceMobile size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
