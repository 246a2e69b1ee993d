import type { Waba } from './accounts.ts';
import type { App } from './apps.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-errors.ts';
import { accountNode, numberNode } from './graph-node.ts';
import { type GraphDeps, type GraphOperation, json, unknownEdge } from './graph-operation.ts';
import { listTemplates, templateNode } from './graph-template-operation.ts';
import { textOrUndefined } from './json-value.ts';
import { toPage } from './list-page.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import {
  listAppSubscriptions,
  listSubscribedApps,
  setAppSubscription,
  subscribeApp,
  unsubscribeApp,
} from './subscriptions.ts';
import type { Token } from './tokens.ts';

/** Graph's own code: the method wants the token of the app itself. */
const appTokenNeeded = 15;

/** A call to a business account or one of its edges. */
export function accountOperation(
  deps: GraphDeps,
  call: GraphCall,
  waba: Waba,
  token: Token,
  edge: string | undefined,
): GraphOperation {
  const fields = call.query.get('fields');
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'business_account' }, () => accountNode(waba, fields));
    case 'GET phone_numbers':
      return json({ operation: 'phone_numbers' }, () => {
        const nodes = waba.channels
          .filter((channel) => channel.state.status !== 'DELETED')
          .map((channel) => numberNode(channel, token.app, fields));
        return toPage(nodes, call.query, `${deps.baseUrl()}${call.path}`);
      });
    case 'GET message_templates':
      return json({ operation: 'templates', template: call.query.get('name') ?? undefined }, () =>
        listTemplates(deps, waba, call),
      );
    case 'POST message_templates':
      return json({ operation: 'template.create', template: textOrUndefined(call.json.name) }, () =>
        deps.desk.create(waba, call.json),
      );
    case 'DELETE message_templates':
      return json({ operation: 'template.delete', template: call.query.get('name') ?? undefined }, () =>
        deps.desk.delete(waba, call.query),
      );
    case 'GET subscribed_apps':
      return json({ operation: 'subscribed_apps' }, () => listSubscribedApps(deps.apps, waba));
    case 'POST subscribed_apps':
      return json({ operation: 'subscribed_apps.add' }, () =>
        subscribeApp(deps.handshakes, waba, token.app, call.json),
      );
    case 'DELETE subscribed_apps':
      return json({ operation: 'subscribed_apps.remove' }, () => unsubscribeApp(waba, token.app));
    default:
      throw unknownEdge(call, waba.id, edge);
  }
}

/** A call to a template. */
export function templateOperation(
  deps: GraphDeps,
  call: GraphCall,
  found: { waba: Waba; template: SimulatedTemplate },
  edge: string | undefined,
): GraphOperation {
  const { waba, template } = found;
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'template', template: template.name }, () =>
        templateNode(deps, waba, template, call.query.get('fields')),
      );
    case 'POST ':
      return json({ operation: 'template.edit', template: template.name }, () =>
        deps.desk.edit(waba, template, call.json),
      );
    case 'POST unpause':
      return json({ operation: 'template.unpause', template: template.name }, () => deps.desk.unpause(waba, template));
    default:
      throw unknownEdge(call, template.id, edge);
  }
}

/** A call to an app: uploads with the token of an account, subscriptions with the app's own. */
export function appOperation(
  deps: GraphDeps,
  call: GraphCall,
  app: App,
  token: Token,
  edge: string | undefined,
): GraphOperation {
  const requireAppToken = (): void => {
    if (token.kind === 'APP') return;
    const message = '(#15) This method must be called with an app access_token.';
    throw new GraphError(appTokenNeeded, undefined, { message });
  };
  switch (`${call.method} ${edge ?? ''}`) {
    case 'POST uploads':
      return json({ operation: 'sample.start' }, () => deps.samples.start(token, call));
    case 'GET subscriptions':
      requireAppToken();
      return json({ operation: 'subscriptions' }, () => listAppSubscriptions(app));
    case 'POST subscriptions':
      requireAppToken();
      return json({ operation: 'subscriptions.set' }, () => setAppSubscription(deps.handshakes, app, call.json));
    default:
      throw unknownEdge(call, app.id, edge);
  }
}
