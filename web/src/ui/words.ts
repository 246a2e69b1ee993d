/** What people read, in one place, ready for translation. */
export const words = {
  product: 'Parley',
  nav: {
    inbox: 'Inbox',
    contacts: 'Contacts',
    campaigns: 'Campaigns',
    templates: 'Templates',
    developer: 'Developer',
    settings: 'Settings',
  },
  signIn: {
    title: 'Sign in to Parley',
    email: 'E-mail',
    password: 'Password',
    workspace: 'Workspace id',
    submit: 'Sign in',
    demo: 'This is the demo workspace. Sign in as',
  },
  inbox: {
    search: 'Search names, numbers, messages',
    empty: 'No conversations here',
    emptyHint: 'Choose another view, or let a customer write on the phone beside the inbox.',
    choose: 'Choose a conversation',
    chooseHint: 'J and K move through the list, ? shows all keys.',
    newActivity: 'New activity: back to the top',
    end: 'That is all',
  },
  composer: {
    reply: 'Reply',
    note: 'Private note',
    replyHint: 'Write a reply. / for quick replies, Enter to send',
    noteHint: 'Only your team sees this. @ to mention somebody',
    send: 'Send',
    template: 'Send a template',
  },
  window: {
    closedNever: 'This customer has not written yet, so WhatsApp only takes an approved template.',
    closedSince: (when: string) =>
      `The 24-hour window closed ${when}. WhatsApp only takes an approved template until the customer writes again.`,
  },
  offline: 'Connection lost. What you see may be old; Parley catches up by itself.',
  retry: 'Try again',
} as const;
