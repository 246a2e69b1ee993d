import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../session/session.ts';
import { EmptyState } from '../ui/states.tsx';
import { words } from '../ui/words.ts';
import { ConversationList } from './conversation-list.tsx';
import { ContactPanel } from './dialogs.ts';
import { InboxKeys } from './inbox-keys.tsx';
import { headQuery } from './inbox-queries.ts';
import { type InboxSearch, toListQuery } from './inbox-search.ts';
import { Thread } from './thread.tsx';

const Phone = lazy(() => import('../simulator/phone.tsx').then(({ Phone: phone }) => ({ default: phone })));

/** The list, the thread, and beside them the contact and the phone when asked for. The address holds what is open. */
export function InboxPage() {
  const { conversationId } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as InboxSearch;
  const navigate = useNavigate();
  const { simulator } = useSession();
  const [order, setOrder] = useState<readonly string[]>([]);
  const change = (changed: Partial<InboxSearch>): void => {
    // Each letter of a search would be a step back otherwise.
    const replace = changed.q !== undefined && search.q !== undefined;
    void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, ...changed }), replace });
  };
  const choose = (id: string): void => {
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: id }, search });
  };
  const hasPanel = search.panel === true && conversationId !== undefined;
  const hasPhone = search.phone === true && simulator;
  const shows = hasPhone ? 'phone' : hasPanel ? 'panel' : conversationId ? 'thread' : 'list';
  return (
    <div className="inbox" data-shows={shows} data-panel={hasPanel || undefined} data-phone={hasPhone || undefined}>
      <ConversationList
        query={toListQuery(search)}
        search={search}
        chosenId={conversationId}
        onChoose={choose}
        onSearch={change}
        onOrder={setOrder}
      />
      <section className="pane thread-pane" aria-label="Conversation">
        {conversationId ? (
          <Thread key={conversationId} conversationId={conversationId} search={search} onSearch={change} />
        ) : (
          <EmptyState title={words.inbox.choose} hint={words.inbox.chooseHint} />
        )}
      </section>
      {hasPanel && <ContactPanel conversationId={conversationId} onClose={() => change({ panel: undefined })} />}
      {hasPhone && (
        <Suspense>
          <PhoneOf conversationId={conversationId} onClose={() => change({ phone: undefined })} />
        </Suspense>
      )}
      <InboxKeys order={order} chosenId={conversationId} onChoose={choose} />
    </div>
  );
}

/** The phone of the customer whose conversation is open, else of one of the visitor's choice. */
function PhoneOf({ conversationId, onClose }: { conversationId: string | undefined; onClose: () => void }) {
  const head = useQuery({ ...headQuery(conversationId ?? ''), enabled: conversationId !== undefined });
  const conversation = head.data?.conversation;
  return (
    <Phone
      waId={conversation?.contact.phone ?? undefined}
      name={conversation?.contact.name ?? undefined}
      channelPhone={conversation?.channel.phoneNumber}
      onClose={onClose}
    />
  );
}
