import { Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { Counter, type PartProps } from './body-fields.tsx';
import { type Layout, layoutOf, lengthOf, toLayout } from './draft.ts';

const layouts = [
  { value: 'message', label: 'Message' },
  { value: 'carousel', label: 'Carousel' },
  { value: 'offer', label: 'Limited-time offer' },
];
const hints: Readonly<Record<Layout, string>> = {
  message: 'A text with a header, a footer and buttons as you like.',
  carousel: 'A text, and 2 to 10 cards to swipe, each with a picture or video and buttons.',
  offer: 'Marketing only: WhatsApp shows when the offer ends, and a code to copy.',
};
const maxOffer = 16;

/** What the template is made of. */
export function LayoutFields({ content, check, onChange }: PartProps) {
  const layout = layoutOf(content);
  return (
    <fieldset className="template-part">
      <legend>Layout</legend>
      <SegmentedControl
        aria-label="Layout"
        size="xs"
        data={layouts}
        value={layout}
        onChange={(next) => onChange(toLayout(content, next as Layout), 'layout')}
        style={{ maxWidth: '100%', flexWrap: 'wrap' }}
      />
      <Text size="xs" c="var(--quiet)" mt={6}>
        {hints[layout]}
      </Text>
      {content.offer && <OfferFields {...{ content, check, onChange }} />}
    </fieldset>
  );
}

function OfferFields({ content: { offer }, check, onChange }: PartProps) {
  if (!offer) return null;
  const { text, hasExpiration } = offer;
  return (
    <Stack gap="xs" mt="xs">
      <Group align="end">
        <TextInput
          label="Words of the offer"
          placeholder="Ends soon"
          style={{ flex: 1 }}
          value={text}
          error={check.errorOf('offer')}
          onChange={(event) => onChange({ offer: { ...offer, text: event.currentTarget.value } }, 'offer')}
        />
        <Counter length={lengthOf(text)} max={maxOffer} />
      </Group>
      <Checkbox
        size="xs"
        label="It has an end, which is given with each message"
        checked={hasExpiration}
        onChange={(event) => onChange({ offer: { ...offer, hasExpiration: event.currentTarget.checked } }, 'offer')}
      />
    </Stack>
  );
}
