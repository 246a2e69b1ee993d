import type { FastifyInstance } from 'fastify';
import { registerAbsentPaths } from './absent-paths.ts';
import { createResponseChecker } from './contract/check-response.ts';
import { type Contract, type DocumentName, webAppDocuments } from './contract/load-contract.ts';
import { createInputNormaliser } from './contract/normalise-input.ts';
import type { HandlerSet, Operation } from './contract/operations.ts';
import { createInputValidators } from './contract/validate-input.ts';
import type { AnyHandler, HandlersBySet } from './handlers.ts';
import { createOperationRunner, type OperationRunnerDeps, type OperationTools } from './run-operation.ts';

export interface ContractRoutesOptions extends OperationRunnerDeps {
  readonly contract: Contract;
  readonly operations: readonly Operation[];
  readonly handlers: Partial<HandlersBySet>;
  /** Sets in which an operation without a handler is a fault of the build; in others it is a plain absent path. */
  readonly complete: readonly HandlerSet[];
  /** Compare every reply with the contract: for tests. */
  readonly checkResponses: boolean;
}

/** Every set of handlers. */
export const handlerSets = ['v1v2', 'v3', 'parley', ...webAppDocuments] as const satisfies readonly HandlerSet[];

/** The tenant segment in front of a path: the workspace number. */
const tenantPrefix = '/:tenantId(^\\d+$)';

/**
 * Registers every operation that has a handler: with and without the tenant segment, and under its aliases. Throws for a
 * handler that no operation names. The routes have a body parser of their own; those of the server stay as they are.
 */
export async function registerContractRoutes(server: FastifyInstance, options: ContractRoutesOptions): Promise<void> {
  const handled = matchHandlers(options);
  const makeTools = createToolMaker(options);
  await server.register(async (scope) => {
    takeBodiesUnread(scope);
    for (const { operation, handler } of handled) {
      const run = createOperationRunner(operation, handler, options, () => makeTools(operation));
      for (const path of [operation.path, ...operation.aliases]) {
        scope.route({ method: operation.method, url: path, handler: run });
        if (operation.version === 'internal') continue;
        scope.route({ method: operation.method, url: tenantPrefix + path, handler: run });
      }
    }
    const operations = handled.map(({ operation }) => operation);
    registerAbsentPaths(scope, { operations, tenantPrefix, errors: options.errors });
  });
}

interface HandledOperation {
  readonly operation: Operation;
  readonly handler: AnyHandler;
}

function matchHandlers(options: ContractRoutesOptions): HandledOperation[] {
  const open = new Map<string, AnyHandler>();
  for (const set of handlerSets) {
    for (const [id, handler] of Object.entries(options.handlers[set] ?? {})) {
      // Each handler is typed by the operation it is named after, and given only that operation's requests.
      open.set(`${set} ${id}`, handler as AnyHandler);
    }
  }
  const handled: HandledOperation[] = [];
  for (const operation of options.operations) {
    const key = `${operation.handlerSet} ${operation.id}`;
    const handler = open.get(key);
    open.delete(key);
    if (handler !== undefined) handled.push({ operation, handler });
    else if (options.complete.includes(operation.handlerSet)) throw new Error(`The operation ${key} has no handler.`);
  }
  const [stray] = open.keys();
  if (stray !== undefined) throw new Error(`The handler ${stray} has no operation in the contract.`);
  return handled;
}

function createToolMaker(options: ContractRoutesOptions): (operation: Operation) => OperationTools {
  const { contract } = options;
  const validators = onePerDocument((name) => createInputValidators(contract[name]));
  const checkers = onePerDocument((name) => createResponseChecker(contract[name]));
  return (operation) => ({
    normalise: createInputNormaliser(operation, contract[operation.document]),
    validate: validators(operation.document)(operation),
    checkReply: options.checkResponses ? checkers(operation.document)(operation) : undefined,
  });
}

function onePerDocument<T>(make: (name: DocumentName) => T): (name: DocumentName) => T {
  const made = new Map<DocumentName, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}

/**
 * The operations read their bodies themselves, after the caller is known, from any method and under any content type.
 * Fastify would refuse a malformed type before that, so it gets to see a harmless one.
 */
function takeBodiesUnread(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.addHook('onRequest', (request, _reply, done) => {
    const headers = request.raw.headers;
    request.facts.contentType = headers['content-type'];
    if (headers['content-type'] !== undefined) headers['content-type'] = 'application/octet-stream';
    done();
  });
}
