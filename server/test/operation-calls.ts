import { loadContract } from '../src/http/contract/load-contract.ts';
import { listOperations, type Operation } from '../src/http/contract/operations.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

export type OperationCall = Pick<Operation, 'id' | 'method' | 'path' | 'aliases' | 'scopes'>;

/** The operations of one part of the contract, with a value in the place of each parameter of their paths. */
export async function listCalls(handlerSet: Operation['handlerSet']): Promise<OperationCall[]> {
  return listOperations(await loadContract())
    .filter((operation) => operation.handlerSet === handlerSet)
    .map(({ id, method, path, aliases, scopes }) => ({
      id,
      method,
      path: toCall(path),
      aliases: aliases.map(toCall),
      scopes,
    }));
}

function toCall(path: string): string {
  return path.replaceAll(/:\w+(\([^)]*\))?/g, '85255501234');
}

export interface GuardedPlatform {
  readonly parley: TestPlatform;
  /** A token of another workspace. */
  readonly foreign: string;
  /** A token of this workspace with a scope that nothing asks for. */
  readonly scopeless: string;
}

/** A platform, and tokens that are known to it and may call next to nothing. */
export async function startWithStrangers(): Promise<GuardedPlatform> {
  const parley = await startTestPlatform();
  const { token: foreign } = await parley.addTenant('100777');
  return { parley, foreign, scopeless: await parley.addToken({ scopes: ['nothing:read'] }) };
}
