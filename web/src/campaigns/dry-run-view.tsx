import { Alert, List, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTime } from '../ui/use-time.ts';
import type { DryRun } from './campaign-queries.ts';
import { country, money, number, people, skipNames } from './campaign-words.ts';

/** What a dry run found, in figures. */
export function DryRunView({ dryRun }: { dryRun: DryRun }) {
  const time = useTime();
  const { cost, limit, rate } = dryRun;
  const skips = Object.entries(dryRun.skipped).filter(([, count]) => count > 0) as [keyof typeof skipNames, number][];
  return (
    <section aria-label="What will happen">
      <dl className="campaign-facts">
        <Fact name="Are sent to" value={people(dryRun.pending)}>
          of {number(dryRun.recipients)} in the audience
        </Fact>
        <Fact name="Costs" value={money(cost.total, cost.currency)}>
          {cost.credit === null
            ? `${cost.category}, by the price list`
            : `the wallet holds ${money(cost.credit, cost.currency)}`}
        </Fact>
        <Fact name="Begins" value={time.full(dryRun.startsAt)}>
          {rate.ahead > 0 ? `${number(rate.ahead)} messages are ahead of it` : 'nothing is ahead of it'}
        </Fact>
        <Fact name="Is done about" value={time.full(dryRun.finishesAt)}>
          {rate.perSecond > 0 ? `at ${number(rate.perSecond)} messages a second` : 'the number has no limit of rate'}
        </Fact>
        <Fact name="People left today" value={limit.left === null ? 'No limit known' : number(limit.left)}>
          {limit.perDay === null ? 'WhatsApp told none' : `of ${number(limit.perDay)} in 24 hours, by WhatsApp`}
        </Fact>
      </dl>
      {dryRun.warnings.length > 0 && (
        <Alert color="orange" title="Before you send" mb="md">
          <List size="sm">
            {dryRun.warnings.map(({ kind, message }) => (
              <List.Item key={kind}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {skips.length > 0 && (
        <div className="campaign-card">
          <Title order={2} size="h5">
            {people(dryRun.recipients - dryRun.pending)} left out
          </Title>
          {skips.map(([reason, count]) => (
            <Text key={reason} size="sm">
              {skipNames[reason]}: {number(count)}
            </Text>
          ))}
        </div>
      )}
      {dryRun.zones.length > 0 && <Zones dryRun={dryRun} />}
      {cost.countries.length > 1 && <Countries dryRun={dryRun} />}
    </section>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className="campaign-fact">
      <dt>{name}</dt>
      <dd>
        {value}
        <small>{children}</small>
      </dd>
    </div>
  );
}

function Zones({ dryRun }: { dryRun: DryRun }) {
  const time = useTime();
  return (
    <div className="campaign-card">
      <Title order={2} size="h5">
        By the clock of the recipient
      </Title>
      <Table aria-label="When people are sent to">
        <Table.Tbody>
          {dryRun.zones.map((zone) => (
            <Table.Tr key={zone.country}>
              <Table.Td>{country(zone.country)}</Table.Td>
              <Table.Td>
                {zone.timeZone.replaceAll('_', ' ')}
                {zone.isOneOfMany ? ', for all of the country' : ''}
              </Table.Td>
              <Table.Td>{people(zone.people)}</Table.Td>
              <Table.Td>{time.full(zone.at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Countries({ dryRun }: { dryRun: DryRun }) {
  const { countries, currency } = dryRun.cost;
  return (
    <div className="campaign-card">
      <Title order={2} size="h5">
        Cost by country
      </Title>
      <Table aria-label="Cost by country">
        <Table.Tbody>
          {countries.map((entry) => (
            <Table.Tr key={entry.country}>
              <Table.Td>{country(entry.country)}</Table.Td>
              <Table.Td>{people(entry.people)}</Table.Td>
              <Table.Td>{entry.price === null ? 'no price' : `${money(entry.price, currency)} each`}</Table.Td>
              <Table.Td>{money(entry.cost, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
