import type { FastifyInstance } from 'fastify';
import { downloadQuery, type FindDownloadDeps, fileHeaders, findDownload } from './download-media.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';
import type { StoredMedia } from './media-store.ts';
import { sampleFile } from './sample-media.ts';
import type { SimulatedTemplate } from './simulated-account.ts';

/** Where samples are served, without a token. */
const samplesPath = '/template-samples';

const kinds: Readonly<Record<string, { readonly kind: string; readonly ending: string }>> = {
  IMAGE: { kind: 'image', ending: 'jpg' },
  VIDEO: { kind: 'video', ending: 'mp4' },
  DOCUMENT: { kind: 'document', ending: 'pdf' },
};

/**
 * A template as it is read back: the samples of its header media are addresses that can be fetched without a token, as at
 * Meta (rule 6.8). `uploaded` finds the file behind a handle; what was not uploaded here gets a sample of its kind.
 */
export function withSampleLinks(
  template: SimulatedTemplate,
  deps: Pick<FindDownloadDeps, 'clock' | 'ids'> & { baseUrl: () => string },
  uploaded: (handle: unknown) => StoredMedia | undefined,
): SimulatedTemplate {
  const linkFor = (handle: unknown, slot: string, ending: string): string => {
    const media = uploaded(handle);
    const path = media ? `?${downloadQuery(deps, media)}` : `/${encodeURIComponent(template.id)}/${slot}.${ending}`;
    return `${deps.baseUrl()}/simulator${samplesPath}${path}`;
  };
  const read = (component: JsonObject, slot: string): JsonObject => {
    const cards = listOrEmpty(component.cards).map(objectOrEmpty);
    if (cards.length > 0) return { ...component, cards: cards.map((card, index) => readCard(card, `card${index}`)) };
    const media = kinds[String(component.format ?? '').toUpperCase()];
    const example = objectOrEmpty(component.example);
    const [handle] = listOrEmpty(example.header_handle);
    if (!media || handle === undefined) return component;
    return { ...component, example: { ...example, header_handle: [linkFor(handle, slot, media.ending)] } };
  };
  const readCard = (card: JsonObject, slot: string): JsonObject => ({
    ...card,
    components: listOrEmpty(card.components).map((component) => read(objectOrEmpty(component), slot)),
  });
  return { ...template, components: template.components.map((component) => read(component, 'header')) };
}

/** GET /template-samples/{template}/{slot}.{ending}: a small file of that kind. Without a path: what was uploaded. */
export function registerSampleRoutes(server: FastifyInstance, deps: FindDownloadDeps): void {
  server.get<{ Params: { file: string } }>(`${samplesPath}/:template/:file`, (request, reply) => {
    const ending = request.params.file.split('.').at(-1);
    const kind = Object.values(kinds).find((entry) => entry.ending === ending)?.kind ?? 'image';
    const { mimeType, bytes } = sampleFile(kind, undefined);
    return reply.type(mimeType).send(bytes);
  });
  server.get(samplesPath, (request, reply) => {
    const media = findDownload(deps, new URL(request.url, 'http://simulator').searchParams);
    return media ? reply.type(media.mimeType).headers(fileHeaders).send(media.bytes) : reply.code(404).send();
  });
}
