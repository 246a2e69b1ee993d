import type { FastifyInstance } from 'fastify';
import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';
import { sampleFile } from './sample-media.ts';
import type { SimulatedTemplate } from './simulated-account.ts';

const kinds: Readonly<Record<string, { readonly kind: string; readonly ending: string }>> = {
  IMAGE: { kind: 'image', ending: 'jpg' },
  VIDEO: { kind: 'video', ending: 'mp4' },
  DOCUMENT: { kind: 'document', ending: 'pdf' },
};

/**
 * A template as it is read back: the samples of its header media are addresses that can be fetched without a token, as at
 * Meta (rule 6.8), whatever was uploaded or named when it was made.
 */
export function withSampleLinks(template: SimulatedTemplate, baseUrl: string): SimulatedTemplate {
  const linkFor = (slot: string, ending: string): string =>
    `${baseUrl}/simulator/template-samples/${encodeURIComponent(template.id)}/${slot}.${ending}`;
  const read = (component: JsonObject, slot: string): JsonObject => {
    const cards = listOrEmpty(component.cards).map(objectOrEmpty);
    if (cards.length > 0) return { ...component, cards: cards.map((card, index) => readCard(card, `card${index}`)) };
    const media = kinds[String(component.format ?? '').toUpperCase()];
    const example = objectOrEmpty(component.example);
    if (!media || listOrEmpty(example.header_handle).length === 0) return component;
    return { ...component, example: { ...example, header_handle: [linkFor(slot, media.ending)] } };
  };
  const readCard = (card: JsonObject, slot: string): JsonObject => ({
    ...card,
    components: listOrEmpty(card.components).map((component) => read(objectOrEmpty(component), slot)),
  });
  return { ...template, components: template.components.map((component) => read(component, 'header')) };
}

/** GET /template-samples/{template}/{slot}.{ending}: a small file of that kind. */
export function registerSampleRoutes(server: FastifyInstance): void {
  server.get<{ Params: { template: string; file: string } }>('/template-samples/:template/:file', (request, reply) => {
    const ending = request.params.file.split('.').at(-1);
    const kind = Object.values(kinds).find((entry) => entry.ending === ending)?.kind ?? 'image';
    const { mimeType, bytes } = sampleFile(kind, undefined);
    return reply.type(mimeType).send(bytes);
  });
}
