import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles, type SourceFile, sourceFiles, src } from './source-files.ts';

const fileLimit = 300;
const functionLimit = 60;

describe('the rules of the house', () => {
  const only = (pattern: RegExp, allowed: readonly string[]): string[] =>
    sourceFiles
      .filter((file) => pattern.test(withoutComments(file.text)) && !allowed.includes(file.path))
      .map((file) => file.path);

  test('only config reads the environment, only the clock the time, and nothing uses fetch or the console', () => {
    expect(only(/process\.env/, ['config.ts', 'main.ts'])).toEqual([]);
    expect(only(/Date\.now|new Date\(\)/, ['kernel/clock.ts'])).toEqual([]);
    expect(only(/(^|[^.\w])fetch\(/m, [])).toEqual([]);
    expect(only(/console\./, [])).toEqual([]);
  });

  test('no any, no silenced types, no default exports, no unfinished marks', () => {
    expect(only(/(:|as|<)\s*any\b|@ts-(ignore|expect-error|nocheck)/, [])).toEqual([]);
    expect(only(/export default/, [])).toEqual([]);
    expect(sourceFiles.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(file.text)).map((file) => file.path)).toEqual(
      [],
    );
  });

  test('no file is a drawer without a name', () => {
    expect(sourceFiles.filter((file) => /(^|\/)(utils?|helpers?|manager|misc|common)\.ts$/.test(file.path))).toEqual(
      [],
    );
  });

  test(`files stay under ${fileLimit} lines and functions under ${functionLimit}`, () => {
    const long = sourceFiles.filter((file) => file.text.split('\n').length > fileLimit).map((file) => file.path);
    const longFunctions = sourceFiles.flatMap((file) => findLongFunctions(file));
    expect({ long, longFunctions }).toEqual({ long: [], longFunctions: [] });
  });

  test(`files of tests, bench and web app stay under ${fileLimit} lines`, () => {
    const root = join(src, '..', '..');
    const files = ['server/test', 'server/bench', 'web/src'].flatMap((folder) =>
      listFiles(join(root, folder), ['.ts', '.tsx', '.css']),
    );
    const long = files.filter((path) => readFileSync(path, 'utf8').split('\n').length > fileLimit);
    expect(long.map((path) => relative(root, path))).toEqual([]);
  });

  test('nothing is exported for nobody: each function and constant is named by another file, what an index has from outside', () => {
    const root = join(src, '..');
    const others = ['test', 'bench', 'scripts', 'bin'].flatMap((folder) =>
      listFiles(join(root, folder), ['.ts', '.js']),
    );
    const outside = namesIn(others.map((path) => readFileSync(path, 'utf8')));
    const names = new Map(sourceFiles.map((file) => [file.path, namesIn([withoutComments(file.text)])]));
    const isNamed = (name: string, isElsewhere: (path: string) => boolean): boolean =>
      outside.has(name) || sourceFiles.some(({ path }) => isElsewhere(path) && names.get(path)?.has(name));
    const idle = sourceFiles.flatMap(({ path, text }) =>
      [
        ...[...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)]
          .map((match) => match[1] ?? '')
          .filter((name) => !isNamed(name, (other) => other !== path)),
        ...(/^modules\/[^/]+\/index\.ts$/.test(path) ? [...text.matchAll(/^export (?:type )?\{([^}]*)\} from/gm)] : [])
          .flatMap((match) => (match[1] ?? '').split(',').map((part) => part.trim().split(' ').at(-1) ?? ''))
          .filter((name) => name !== '' && !isNamed(name, (other) => !other.startsWith(dirname(path)))),
      ].map((name) => `${path} ${name}`),
    );
    expect(idle).toEqual([]);
  });

  test('every module index opens with what it owns, promises and does not do', () => {
    const indexes = sourceFiles.filter((file) => /^modules\/[^/]+\/index\.ts$/.test(file.path));
    expect(indexes.length).toBeGreaterThanOrEqual(9);
    const silent = indexes.filter((file) => !/^\/\*\*\s+\*\s+Owns[\s\S]*?[Pp]romises[\s\S]*?\*\//.test(file.text));
    expect(silent.map((file) => file.path)).toEqual([]);
  });
});

function namesIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

// Counts the lines from a function's opening line to the line that closes it at the same indent.
function findLongFunctions(file: SourceFile): string[] {
  const lines = file.text.split('\n');
  return lines.flatMap((line, start) => {
    const match =
      /^(\s*)(?:export )?(?:async )?function\*? (\w+)|^(\s*)(?:export )?const (\w+) = (?:async )?\(.*=> \{$/.exec(line);
    if (!match) return [];
    const indent = match[1] ?? match[3] ?? '';
    const end = lines.findIndex((other, at) => at > start && (other === `${indent}}` || other === `${indent}};`));
    const length = end - start + 1;
    const isFactory = /^\s*(export )?function create/.test(line);
    // A factory's length is that of the functions it holds; each of those is measured.
    return length > functionLimit && !isFactory ? [`${file.path} ${match[2] ?? match[4]} has ${length} lines`] : [];
  });
}
