import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The folder of the sources. */
export const src = resolve(import.meta.dirname, '..', 'src');

export interface SourceFile {
  /** From src, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Own files it imports, from src. */
  readonly imports: readonly string[];
}

/** All sources but generated ones, read once. */
export const sourceFiles: readonly SourceFile[] = listFiles(src).map((path) => {
  const text = readFileSync(path, 'utf8');
  const own = [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map((match) => match[1] ?? '');
  return {
    path: relative(src, path).replaceAll('\\', '/'),
    text,
    imports: own.map((name) => relative(src, resolve(dirname(path), name)).replaceAll('\\', '/')),
  };
});

/** The module of a file, for files of modules. */
export function moduleOf(path: string): string | undefined {
  return path.startsWith('modules/') ? path.split('/')[1] : undefined;
}

/** All files below a folder but generated ones, with one of these endings. */
export function listFiles(dir: string, endings: readonly string[] = ['.ts']): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : listFiles(path, endings);
    return endings.some((ending) => name.endsWith(ending)) ? [path] : [];
  });
}
