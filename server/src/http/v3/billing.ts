import type { components } from '@parley/contract/wati-v3';
import { estimateCost, readAccountCredit } from '../../modules/billing/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

type Schemas = components['schemas'];

/** What the account has and what a broadcast would cost. Without a wallet the credit is zero and nothing is charged. */
export function createV3BillingHandlers(deps: ApiDeps): HandlersBySet['v3'] {
  return defineHandlers('v3', {
    async getAccountCredits({ ctx }) {
      const { credit, welcomeCredit, currency, freeServiceMessages } = await readAccountCredit(deps, ctx.tenantId);
      const body: Schemas['AccountCreditsResponse'] = {
        credit,
        welcome_credit: welcomeCredit,
        remaining_free_conversations_count: freeServiceMessages,
        currency,
        auto_charge_enabled: false,
      };
      return { body };
    },

    async estimateBroadcastCost({ ctx, body }) {
      const input = { templateId: body.template_id, targets: body.contact_ids };
      const { cost, currency, wallet, problem } = await estimateCost(deps, ctx, input);
      const reply: Schemas['EstimateBroadcastCostResponse'] & { readonly currency: string } = {
        estimated_cost: cost,
        current_credit: wallet?.credit ?? 0,
        current_welcome_credit: wallet?.welcomeCredit ?? 0,
        result: problem === undefined,
        is_request_succeeded: problem === undefined,
        failed_detail: problem ?? null,
        currency,
      };
      return { body: reply };
    },
  });
}
