import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { findFilesByPath } from '../media/index.ts';
import { describeTemplate, type Template, toUploadLink } from '../templates/index.ts';
import { type CampaignPlan, refuse } from './plan.ts';

const words: Readonly<Record<string, string>> = { image: 'a picture', video: 'a video', document: 'a document' };

/** What stands for an uploaded file in a message, by the path of the file. */
export type Uploads = ReadonlyMap<string, string>;

/**
 * The files that a plan shows in the header of its template. Throws request.invalid for one that is not there, for one of
 * another kind than the header, and for one that is no value of a header.
 */
export async function findUploads(
  deps: { readonly db: Database },
  ctx: Context,
  { values }: Pick<CampaignPlan, 'values'>,
  template: Template,
): Promise<Uploads> {
  const given = values.filter(({ from }) => from === 'upload');
  if (given.length === 0) return new Map();
  const { header, parameters } = describeTemplate(template);
  const isMedia = header !== undefined && header.format !== 'TEXT' && header.parameterIndex !== undefined;
  const media = isMedia ? parameters[header.parameterIndex ?? -1]?.name.toLowerCase() : undefined;
  const paths = given.map(({ value }) => value);
  const files = new Map((await findFilesByPath(deps, ctx, paths)).map((file) => [file.path, file]));
  const uploads = new Map<string, string>();
  for (const { name, value } of given) {
    if (name.toLowerCase() !== media) continue;
    const file = files.get(value);
    if (file?.state !== 'stored') throw refuse('values', `Upload the file for ${name}.`);
    const wanted = header?.format.toLowerCase();
    if (file.kind !== wanted) {
      throw refuse(
        'values',
        `The file for ${name} is of another kind: the header shows ${words[wanted ?? ''] ?? 'another'}.`,
      );
    }
    uploads.set(value, toUploadLink({ mediaId: file.id, path: file.path }));
  }
  return uploads;
}
