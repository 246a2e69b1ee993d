import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A function and the share of the busy time spent in itself. */
export interface HotFunction {
  readonly share: number;
  readonly name: string;
  readonly place: string;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const idleName = '(idle)';

/** The functions with the largest self time of the profiles in a directory. Idle time does not count. */
export async function readHotFunctions(directory: string, limit: number): Promise<HotFunction[]> {
  const micros = new Map<string, number>();
  let busy = 0;
  for (const name of (await readdir(directory)).filter((file) => file.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(await readFile(join(directory, name), 'utf8')) as Profile;
    const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
    profile.samples.forEach((id, index) => {
      const frame = frames.get(id);
      const delta = profile.timeDeltas[index] ?? 0;
      if (!frame || frame.functionName === idleName) return;
      const key = `${frame.functionName || '(anonymous)'}\n${shorten(frame.url)}:${frame.lineNumber + 1}`;
      micros.set(key, (micros.get(key) ?? 0) + delta);
      busy += delta;
    });
  }
  return [...micros]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([key, time]) => {
      const [name = '', place = ''] = key.split('\n');
      return { share: time / Math.max(1, busy), name, place };
    });
}

function shorten(url: string): string {
  return url.replace(/^.*\/node_modules\//, '').replace(/^.*\/server\//, 'server/');
}
