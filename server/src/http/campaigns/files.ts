import { AppError } from '../../kernel/errors.ts';
import { firstRows, getFile, keepFile } from '../../modules/campaigns/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { openTable } from '../csv/open-table.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readId } from './read-id.ts';
import { toFile } from './shapes/draft.ts';

/** Files of recipients: their rows are kept, the files are not. */
export function createFileHandlers(deps: ApiDeps): HandlersBySet['campaigns'] {
  return defineHandlers('campaigns', {
    async uploadCampaignFile({ ctx, files }) {
      const upload = files.find(({ fieldName }) => fieldName === 'file');
      if (!upload) throw new AppError('request.invalid', 'file is required: a CSV file with a header row.');
      const table = await openTable(upload.path);
      const file = await keepFile(deps, ctx, { name: upload.fileName, header: table.header, rows: table.rows() });
      return { status: 201, body: toFile(file, await firstRows(deps, ctx, file.id)) };
    },

    async getCampaignFile({ ctx, params }) {
      const id = readId(params.fileId, 'campaign.file_not_found', 'The file is no longer kept. Upload it again.');
      const file = await getFile(deps, ctx, id);
      return { body: toFile(file, await firstRows(deps, ctx, id)) };
    },
  });
}
