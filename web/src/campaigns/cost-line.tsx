import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Campaign, costQuery } from './campaign-queries.ts';
import { money, number } from './campaign-words.ts';

/** What the wallet was charged so far, beside what was expected; nothing where no wallet is on. */
export function CostLine({ campaign }: { campaign: Campaign }) {
  const { data } = useQuery(costQuery(campaign));
  if (!data?.isBilled) return null;
  const { currency, charged, messages, estimate } = data;
  return (
    <section aria-label="Cost" className="campaign-card">
      <Group justify="space-between" align="baseline" gap="xs">
        <Title order={2} size="h5">
          {money(charged, currency)} charged so far
        </Title>
        {estimate !== null && (
          <Text size="sm" c="var(--quiet)">
            of about {money(estimate, currency)}
          </Text>
        )}
      </Group>
      <Text size="sm" c="var(--quiet)">
        {messages === 1 ? 'For 1 message' : `For ${number(messages)} messages`}. A message is charged when it is
        delivered.
      </Text>
    </section>
  );
}
