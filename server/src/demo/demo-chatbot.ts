import type { FlowDefinition } from '../modules/automation/index.ts';

/** The chatbot of the demo workspace: asks for a name, offers a choice, and hands over or ends. */
export const demoChatbot: { readonly name: string; readonly definition: FlowDefinition } = {
  name: 'Welcome',
  definition: {
    start: 'hello',
    nodes: [
      { id: 'hello', kind: 'message', text: 'Hello, welcome to the demo shop!', next: 'known' },
      { id: 'known', kind: 'condition', attribute: 'first_name', operator: '==', value: '', yes: 'ask', no: 'menu' },
      { id: 'ask', kind: 'question', text: 'What may we call you?', attribute: 'first_name', next: 'menu' },
      {
        id: 'menu',
        kind: 'buttons',
        text: '{{first_name}}, how can we help you?',
        buttons: [
          { title: 'Opening hours', next: 'hours' },
          { title: 'Talk to us', next: 'team' },
          { title: 'Nothing, thanks', next: 'bye' },
        ],
      },
      { id: 'hours', kind: 'message', text: 'We are open from Monday to Saturday, 10:00 to 18:00.', next: 'bye' },
      { id: 'team', kind: 'assignTeam', team: 'Support', next: 'person' },
      { id: 'person', kind: 'assignOperator', email: 'agent@demo.test', next: 'wait' },
      { id: 'wait', kind: 'message', text: 'Ana will be with you in a moment, {{first_name}}.' },
      { id: 'bye', kind: 'message', text: 'Have a good day!', next: 'done' },
      { id: 'done', kind: 'solve' },
    ],
  },
};
