import { AppError } from '../../kernel/errors.ts';
import { firstRows, getFile, keepFile } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { openTable } from '../csv/open-table.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toOpenableLink } from '../inbox/shapes/template.ts';
import { keepUpload } from '../keep-upload.ts';
import { readId } from './read-id.ts';
import { toFile } from './shapes/draft.ts';

/** What a header shows, as the editor takes its samples too. */
const headerTypes = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  document: ['application/pdf'],
};
const words = { image: 'JPEG or PNG picture', video: 'MP4 video', document: 'PDF' };

/** Files for headers, which are kept; and files of recipients: of these the rows are kept, the files are not. */
export function createFileHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async uploadCampaignFile({ ctx, files }) {
      const upload = files.find(({ fieldName }) => fieldName === 'file');
      if (!upload) throw new AppError('request.invalid', 'file is required: a CSV file with a header row.');
      const table = await openTable(upload.path);
      const file = await keepFile(deps, ctx, { name: upload.fileName, header: table.header, rows: table.rows() });
      return { status: 201, body: toFile(file, await firstRows(deps, ctx, file.id)) };
    },

    async uploadCampaignMedia({ ctx, body, files }) {
      const upload = files.find(({ fieldName }) => fieldName === 'file');
      if (!upload) throw new AppError('request.invalid', 'file is required.');
      const { kind } = body;
      const types = headerTypes[kind];
      if (!types.includes(upload.mimeType)) {
        throw new AppError('media.type_forbidden', `The header of this template shows a ${words[kind]}.`);
      }
      const { path, fileName, sizeBytes } = await keepUpload(deps, ctx, upload);
      return { status: 201, body: { path, url: toOpenableLink(path), fileName, kind, sizeBytes } };
    },

    async getCampaignFile({ ctx, params }) {
      const id = readId(params.fileId, 'campaign.file_not_found', 'The file is no longer kept. Upload it again.');
      const file = await getFile(deps, ctx, id);
      return { body: toFile(file, await firstRows(deps, ctx, id)) };
    },
  });
}
