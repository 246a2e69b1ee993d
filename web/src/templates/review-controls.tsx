import { Button, Group, Select, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSession } from '../session/session.ts';
import { ask } from '../simulator/simulator-api.ts';
import { type TemplateDetail, templateQuery } from './template-queries.ts';
import { sentence } from './template-words.ts';

const reasons = [
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'INCORRECT_CATEGORY',
  'TAG_CONTENT_MISMATCH',
  'SCAM',
  'ABUSIVE_CONTENT',
];

/** The answer comes back as a webhook, mostly at once: the page looks for it before its next round. */
const readAgainMs = [0, 200, 500, 1_000];

/** With the simulator: WhatsApp's answer to a review, given by hand. */
export function ReviewControls({ template }: { template: TemplateDetail }) {
  const { simulator, permissions } = useSession();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState<string>('INVALID_FORMAT');
  if (!simulator || !permissions.includes('simulator.use') || template.status !== 'PENDING') return null;
  const decide = async (decision: 'APPROVED' | 'REJECTED'): Promise<void> => {
    const { name, language } = template;
    const body = { decision, language, ...(decision === 'REJECTED' ? { reason } : {}) };
    await ask('POST', `/templates/${encodeURIComponent(name)}/review`, body).catch(complain);
    for (const ms of readAgainMs) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      if (queryClient.getQueryData(templateQuery(template.id).queryKey)?.status !== 'PENDING') return;
    }
  };
  return (
    <section className="template-note" aria-label="Answer as WhatsApp">
      <Text size="sm" mb="xs">
        Here WhatsApp is simulated: answer the review yourself.
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={() => void decide('APPROVED')}>
          Approve
        </Button>
        <Button size="xs" variant="default" onClick={() => void decide('REJECTED')}>
          Reject
        </Button>
        <Select
          size="xs"
          aria-label="Reason for a rejection"
          allowDeselect={false}
          data={reasons.map((value) => ({ value, label: sentence(value) }))}
          value={reason}
          onChange={(value) => value && setReason(value)}
        />
      </Group>
    </section>
  );
}
