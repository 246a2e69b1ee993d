import { symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { errorCode, readTextIfThere, statIfThere } from './file-facts.ts';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the library links that the package's install script would have made; newer npm versions hold such scripts back.
 * Safe when several processes do it at once. `native` is the directory the list lies in.
 * @returns true when all links are there; false when some are missing and the directory cannot be written.
 */
export async function makeLibraryLinks(native: string): Promise<boolean> {
  const text = await readTextIfThere(join(native, 'pg-symlinks.json'));
  // Windows has no such list, since its libraries need no links.
  if (text === undefined) return true;
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    // The list's paths start at the package, one level above.
    const link = join(native, relative('native', target));
    if (await statIfThere(link)) continue;
    if (!(await makeLink(join(native, relative('native', source)), link))) return false;
  }
  return true;
}

async function makeLink(source: string, link: string): Promise<boolean> {
  try {
    await symlink(join(relative(dirname(link), dirname(source)), basename(source)), link);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return true;
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
    throw error;
  }
}
