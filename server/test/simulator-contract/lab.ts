import { FormData, request } from 'undici';
import type { Answer } from '../call-simulator.ts';
import { contractPath } from '../cloud-contract.ts';
import { httpAgent } from '../harness/http-agent.ts';
import { contractTemplates } from '../simulator-contract-templates.ts';
import { openLab, type SimulatorLab, token } from '../simulator-lab.ts';

/** A simulator that is played as the contract tells, and what it answered meanwhile. */
export interface ContractPlay {
  readonly lab: SimulatorLab;
  /** Every answer of the Graph API, by the path of the contract. */
  readonly seen: SeenAnswer[];
  /** What each example of a send was answered, by its name. */
  readonly sendAnswers: Map<string, Answer>;
  /** Calls the Graph API and keeps the answer. */
  graph(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, bearer?: string): Promise<Answer>;
  /** Uploads a file of that type; answers its id. */
  upload(type: string): Promise<string>;
  /** Lets a customer write; answers the id of the message. */
  write(message: Json, waId?: string): Promise<string>;
  close(): Promise<void>;
}

export interface SeenAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

export type Json = Record<string, unknown>;

export const number = '510000000000101';
export const waba = '520000000000201';
export const person = '15550142001';
export const appId = '530000000000301';
export const product = { messaging_product: 'whatsapp' };

/** Opens a simulator with the numbers and templates of the contract. */
export async function openContractPlay(): Promise<ContractPlay> {
  const { lab, close } = await openLab({
    templates: contractTemplates,
    account: { id: waba, messagingLimit: 'TIER_250' },
    firstNumber: { phoneNumberId: number, displayPhoneNumber: '+1 555-014-2000', verifiedName: 'Canal Tea' },
  });
  const seen: SeenAnswer[] = [];
  return {
    lab,
    seen,
    sendAnswers: new Map(),
    async graph(method, path, body, bearer = token) {
      const answer = await lab.graph(method, `/v26.0${path}`, body, bearer);
      seen.push({ method, path: contractPath(path) ?? path, status: answer.status, body: answer.body });
      return answer;
    },
    async upload(type) {
      const form = new FormData();
      form.append('messaging_product', 'whatsapp');
      form.append('file', new File(['bytes'], 'file', { type }));
      const answer = await request(`${lab.baseUrl}/simulator/graph/v26.0/${number}/media`, {
        dispatcher: httpAgent,
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      });
      const body = (await answer.body.json()) as Json;
      seen.push({ method: 'POST', path: '/{version}/{phone_number_id}/media', status: answer.statusCode, body });
      return String(body.id);
    },
    async write(message, waId = person) {
      const answer = await lab.control('POST', `/customers/${waId}/messages`, { profile_name: 'Noor Vale', message });
      return String(answer.body.id);
    },
    close,
  };
}
