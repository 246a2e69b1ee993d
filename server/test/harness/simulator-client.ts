import { type ApiAnswer, createApiClient } from './api-client.ts';

export interface PhoneMessage {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly text: string | null;
  readonly status: string;
  readonly at: string;
}

/** The customer side of WhatsApp, by the simulator's own HTTP. */
export interface SimulatorClient {
  /** The customer writes; answers the wamid. */
  write(
    waId: string,
    message: Record<string, unknown>,
    options?: { channel?: string; profileName?: string },
  ): Promise<string>;
  writeText(waId: string, text: string, options?: { channel?: string; profileName?: string }): Promise<string>;
  phone(waId: string): Promise<PhoneMessage[]>;
  read(waId: string): Promise<void>;
  patch(waId: string, change: Record<string, unknown>): Promise<void>;
  /** Moves the clock; every due job has run when it resolves. */
  advance(seconds: number): Promise<void>;
  fault(fault: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  graphRequests(): Promise<Record<string, unknown>[]>;
  call(method: string, path: string, json?: unknown): Promise<ApiAnswer<unknown>>;
}

/** @param lastError what the platform logged last as an error: a refusal for a reason of ours says nothing without it. */
export function createSimulatorClient(baseUrl: string, lastError: () => string = () => ''): SimulatorClient {
  const api = createApiClient(`${baseUrl}/simulator`, '');
  const call = async (method: string, path: string, json?: unknown): Promise<ApiAnswer<unknown>> => {
    const answer = await api<unknown>(method, path, { token: null, ...(json === undefined ? {} : { json }) });
    if (answer.status >= 400)
      throw new Error(`The simulator refused ${method} ${path}: ${answer.status} ${answer.text} ${lastError()}`.trim());
    return answer;
  };
  const write: SimulatorClient['write'] = async (waId, message, options = {}) => {
    const { channel, profileName } = options;
    const body = { message, ...(channel ? { channel } : {}), ...(profileName ? { profile_name: profileName } : {}) };
    const answer = await call('POST', `/customers/${waId}/messages`, body);
    return (answer.body as { id: string }).id;
  };
  return {
    write,
    writeText: (waId, text, options) => write(waId, { type: 'text', text: { body: text } }, options),
    phone: async (waId) => (await call('GET', `/customers/${waId}/messages`)).body as PhoneMessage[],
    read: async (waId) => void (await call('POST', `/customers/${waId}/read`, {})),
    patch: async (waId, change) => void (await call('PATCH', `/customers/${waId}`, change)),
    advance: async (seconds) => void (await call('POST', '/clock', { advance_seconds: seconds })),
    fault: async (fault) => void (await call('POST', '/faults', fault)),
    clearFaults: async () => void (await call('DELETE', '/faults')),
    graphRequests: async () => (await call('GET', '/graph-requests')).body as Record<string, unknown>[],
    call,
  };
}
