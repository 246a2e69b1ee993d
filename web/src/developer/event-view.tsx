import { Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ExampleTabs } from './example-tabs.tsx';
import type { ReferenceDocument, ReferenceEvent } from './reference-queries.ts';
import type { Schemas } from './schema.ts';
import { SchemaView } from './schema-view.tsx';

/** A webhook event: what a receiver is sent. */
export function EventView({ document, event }: { document: ReferenceDocument; event: ReferenceEvent }) {
  const schemas = document.schemas as Schemas;
  return (
    <Stack p="md" gap="md">
      <div>
        <Title order={1} size="h4">
          {event.name}
        </Title>
        <Text size="sm" c="var(--quiet)">
          Webhook event
        </Text>
      </div>
      {event.summary && <Text size="sm">{event.summary}</Text>}
      {event.description && (
        <Text size="sm" className="prose">
          {event.description}
        </Text>
      )}
      <Text size="sm">
        One JSON object by POST.{' '}
        <Link to="/developer/webhooks" className="developer-anchor">
          {' '}
          Add an endpoint
        </Link>{' '}
        to receive it, and send it a test event.
      </Text>
      <div className="reference-body">
        <section aria-label="Members">
          <Title order={2} size="h6" mb="xs">
            Members
          </Title>
          <SchemaView schema={event.content.schema} schemas={schemas} openTo={0} />
        </section>
        <section aria-label="Samples">
          <Title order={2} size="h6" mb="xs">
            Samples
          </Title>
          <ExampleTabs content={event.content} schemas={schemas} label={event.name} />
        </section>
      </div>
    </Stack>
  );
}
