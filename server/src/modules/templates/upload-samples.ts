import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import type { TemplateComponent } from './components.ts';
import { throwFailure } from './meta-failure.ts';
import { getAccount, type TemplateDeps } from './template-deps.ts';

/** A sample may have this many bytes: the most that Meta takes of a video, and more than of an image. */
const maxSampleBytes = 16 * 1024 * 1024;
/** For one file, from the look-up of the host to the last byte. */
const fetchTimeoutMs = 30_000;

/** Schema of file_type in the contract, by the format of the header. */
const typesOfFormat: Readonly<Record<string, readonly string[]>> = {
  IMAGE: ['image/jpeg', 'image/png'],
  VIDEO: ['video/mp4'],
  DOCUMENT: ['application/pdf'],
};

/**
 * The components as Meta takes them: each sample that is given by its address is fetched and uploaded, and its handle put in
 * the place of the address. Changes nothing here. Throws outbound.address_forbidden, media.fetch_failed, media.too_large,
 * media.type_forbidden, meta.rejected or meta.unavailable.
 */
export async function uploadSamples(
  deps: Pick<TemplateDeps, 'outbound' | 'graph'>,
  account: ChannelCredentials,
  components: readonly TemplateComponent[],
): Promise<TemplateComponent[]> {
  const handles = new Map<string, string>();
  const upload = async (part: Pick<TemplateComponent, 'format' | 'example'>): Promise<typeof part.example> => {
    const [link] = part.example?.header_handle ?? [];
    if (link === undefined || !/^https?:/i.test(link)) return part.example;
    const handle = handles.get(link) ?? (await uploadOne(deps, account, { link, format: part.format ?? '' }));
    handles.set(link, handle);
    return { ...part.example, header_handle: [handle] };
  };
  const result: TemplateComponent[] = [];
  for (const part of components) {
    const cards: NonNullable<TemplateComponent['cards']> = [];
    for (const card of part.cards ?? []) {
      const inner = [];
      for (const cardPart of card.components ?? []) {
        inner.push(cardPart.example ? { ...cardPart, example: await upload(cardPart) } : cardPart);
      }
      cards.push({ ...card, components: inner });
    }
    const withCards = part.cards ? { ...part, cards } : part;
    result.push(part.example ? { ...withCards, example: await upload(part) } : withCards);
  }
  return result;
}

async function uploadOne(
  deps: Pick<TemplateDeps, 'outbound' | 'graph'>,
  { metaAppId, accessToken }: ChannelCredentials,
  { link, format }: { link: string; format: string },
): Promise<string> {
  const answer = await deps.outbound.download({ url: link, maxBytes: maxSampleBytes, timeoutMs: fetchTimeoutMs });
  if (answer.kind !== 'ok') {
    const reason =
      answer.kind === 'refused_address'
        ? 'outbound.address_forbidden'
        : answer.kind === 'too_large'
          ? 'media.too_large'
          : 'media.fetch_failed';
    throw new AppError(reason, `The sample of the header cannot be fetched. ${answer.detail}`);
  }
  const allowed = typesOfFormat[format.toUpperCase()] ?? [];
  if (!allowed.includes(answer.mimeType)) {
    answer.stream.destroy();
    const types = allowed.join(' or ');
    throw new AppError('media.type_forbidden', `The sample of the header must be ${types}, not ${answer.mimeType}.`);
  }
  return sendSample(deps, { metaAppId, accessToken }, answer);
}

/** A file in memory or on its way, which must be read to its end. */
interface SampleFile {
  readonly fileName?: string | null | undefined;
  readonly mimeType: string;
  readonly stream: AsyncIterable<unknown>;
}

async function sendSample(
  deps: Pick<TemplateDeps, 'graph'>,
  { metaAppId, accessToken }: Pick<ChannelCredentials, 'metaAppId' | 'accessToken'>,
  { fileName, mimeType, stream }: SampleFile,
): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const uploaded = await deps.graph.uploadSample({
    appId: metaAppId,
    accessToken,
    fileName: fileName ?? 'sample',
    mimeType,
    bytes: Buffer.concat(chunks),
  });
  return uploaded.kind === 'uploaded' ? uploaded.handle : throwFailure(uploaded);
}

/**
 * Throws media.type_forbidden or media.too_large for what no header takes as its sample. `sizeBytes` is its whole size.
 */
export function checkSample({ mimeType, sizeBytes }: { readonly mimeType: string; readonly sizeBytes: number }): void {
  if (!Object.values(typesOfFormat).some((types) => types.includes(mimeType))) {
    throw new AppError('media.type_forbidden', 'A sample is a JPEG or PNG picture, an MP4 video or a PDF.');
  }
  if (sizeBytes > maxSampleBytes) {
    throw new AppError('media.too_large', `The sample is too large; at most ${maxSampleBytes} bytes are allowed.`);
  }
}

/** Gives a checked file to Meta and answers its handle. Throws channel.not_found, meta.rejected or meta.unavailable. */
export async function uploadSampleFile(
  deps: Pick<TemplateDeps, 'db' | 'secrets' | 'graph'>,
  ctx: Context,
  wabaId: string,
  file: SampleFile,
): Promise<string> {
  return sendSample(deps, await getAccount(deps, ctx, wabaId), file);
}
