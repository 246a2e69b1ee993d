import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressRule } from './address-rules.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Looks a host name up. Rejects when it does not exist. */
export type ResolveHost = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** More addresses than this of one name are not looked at. */
const maxAddresses = 16;

/** The host leads to an address that may not be called. The address itself is for our log only. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED';
  readonly hostname: string;
  readonly addresses: readonly string[];

  constructor(hostname: string, addresses: readonly string[]) {
    super('The address is not on the public internet.');
    this.name = 'AddressRefusedError';
    this.hostname = hostname;
    this.addresses = addresses;
  }
}

/**
 * Opens connections to allowed addresses only. A name is looked up once per connection and the connection goes to the very
 * address that was checked, so a second answer of the DNS cannot lead it elsewhere.
 */
export function createGuardedConnector(options: {
  readonly resolve: ResolveHost;
  readonly isAllowed: AddressRule;
  readonly connectTimeoutMs: number;
  /** Told of every refusal, with the address that the person who gave the url is not told. */
  readonly onRefused: (error: AddressRefusedError) => void;
}): buildConnector.connector {
  const { resolve, isAllowed, onRefused } = options;
  const open = buildConnector({
    allowH2: false,
    timeout: options.connectTimeoutMs,
    lookup: createLookup(resolve, isAllowed, onRefused),
    autoSelectFamily: true,
    port: 0,
  });
  return (target, callback) => {
    // A literal address is never looked up, so it is checked here.
    if (isIP(target.hostname) !== 0 && !isAllowed(target.hostname)) {
      const error = new AddressRefusedError(target.hostname, [target.hostname]);
      onRefused(error);
      callback(error, null);
    } else {
      open(target, callback);
    }
  };
}

function createLookup(
  resolve: ResolveHost,
  isAllowed: AddressRule,
  onRefused: (error: AddressRefusedError) => void,
): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (addresses: readonly ResolvedAddress[]): void => {
      const allowed = addresses.slice(0, maxAddresses).filter(({ address }) => isAllowed(address));
      const first = allowed[0];
      if (!first) {
        const error = new AddressRefusedError(
          hostname,
          addresses.slice(0, maxAddresses).map(({ address }) => address),
        );
        onRefused(error);
        callback(error, '', 0);
      } else if (options.all) {
        callback(null, allowed);
      } else {
        callback(null, first.address, first.family);
      }
    };
    resolve(hostname).then(answer, (error: NodeJS.ErrnoException) => callback(error, '', 0));
  };
}
